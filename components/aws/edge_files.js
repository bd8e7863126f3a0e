// What stood behind the ?: it says which campaign brought the visitor, so it must not get lost.
function queryOf(request) {
    var parts = [];
    for (var name in request.querystring) {
        var given = request.querystring[name];
        var values = given.multiValue || [given];
        for (var i = 0; i < values.length; i++) {
            parts.push(name + '=' + values[i].value);
        }
    }
    return parts.length ? '?' + parts.join('&') : '';
}

// A site that is only files: old paths lead to new ones, and a folder is its index.
async function handler(event) {
    var request = event.request;
    var target = await stored('{{ redirect }}' + hostOf(request) + request.uri, 'string');
    if (target) {
        return {
            statusCode: 301,
            statusDescription: 'Moved Permanently',
            headers: { 'location': { value: target + queryOf(request) }, 'cache-control': { value: 'max-age=3600' } }
        };
    }
    if (request.uri.slice(-1) === '/') {
        request.uri += 'index.html';
    }
    return request;
}
