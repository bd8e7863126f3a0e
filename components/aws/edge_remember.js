// Gives a new visitor the cookie with his id, so that he sees the same variant next time.
function handler(event) {
    var response = event.response;
    var cookie = event.request.cookies['{{ visitor_cookie }}'];
    if (!cookie || cookie.value !== visitorOf(event)) {
        response.cookies['{{ visitor_cookie }}'] = {
            value: visitorOf(event),
            attributes: 'Domain={{ domain }}; Path=/; Max-Age=31536000; Secure; HttpOnly; SameSite=Lax'
        };
    }
    return response;
}
