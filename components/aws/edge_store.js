// What the key-value store has under a key; nothing if it has nothing, or does not answer.
async function stored(key, format) {
    try {
        return await cf.kvs().get(key, { format: format });
    } catch (error) {
        return null;
    }
}

// The host as keys are written: a visitor may send it in capitals or with a port, and still reaches the origin.
function hostOf(request) {
    return request.headers.host.value.toLowerCase().split(':')[0];
}
