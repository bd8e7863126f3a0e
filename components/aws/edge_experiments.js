function variantOf(visitor, experiment) {
    var total = 0;
    for (var i = 0; i < experiment.variants.length; i++) {
        total += experiment.variants[i][1];
    }
    var point = parseInt(digest(visitor + '.' + experiment.name).slice(0, 8), 16) / 4294967296 * total;
    var upTo = 0;
    for (var j = 0; j < experiment.variants.length; j++) {
        upTo += experiment.variants[j][1];
        if (point < upTo) {
            return experiment.variants[j][0];
        }
    }
    return experiment.variants[0][0];
}

function isUnder(uri, prefixes) {
    for (var i = 0; i < prefixes.length; i++) {
        if (uri.indexOf(prefixes[i]) === 0) {
            return true;
        }
    }
    return false;
}

// Puts the variants of the visitor into a header, which is a part of the page's name in the cache.
async function assign(event, host) {
    var experiments = await stored('{{ experiments }}' + host, 'json') || [];
    var seen = [];
    for (var i = 0; i < experiments.length; i++) {
        if (isUnder(event.request.uri, experiments[i].prefixes)) {
            seen.push(experiments[i].name + '=' + variantOf(visitorOf(event), experiments[i]));
        }
    }
    if (seen.length) {
        event.request.headers['{{ experiments_header }}'] = { value: seen.join(';') };
    }
}
