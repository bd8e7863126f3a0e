// Tells the origin the viewer's address, and lets no viewer tell it which variants he sees.
function markClient(event) {
    var headers = event.request.headers;
    headers['{{ client_ip_header }}'] = { value: event.viewer.ip };
    delete headers['{{ experiments_header }}'];
}
