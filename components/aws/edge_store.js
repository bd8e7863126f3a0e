// What the key-value store has under a key; nothing if it has nothing, or does not answer.
async function stored(key, format) {
    try {
        return await cf.kvs().get(key, { format: format });
    } catch (error) {
        return null;
    }
}
