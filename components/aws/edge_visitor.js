function digest(text) {
    return crypto.createHash('sha256').update(text).digest('hex');
}

// The id in the cookie. On a first visit it follows from the request, which both functions of the request know.
function visitorOf(event) {
    var cookie = event.request.cookies['{{ visitor_cookie }}'];
    if (cookie && /^[0-9a-f]{32}$/.test(cookie.value)) {
        return cookie.value;
    }
    return digest(event.context.requestId).slice(0, 32);
}
