function signed(key, text) {
    return crypto.createHmac('sha256', key).update(text).digest('hex').slice(0, 32);
}

// The second from which on the visitor may enter: drawn once, spread evenly over the time that all need to enter. The
// lot follows from address and browser, so who comes again without the cookie draws the same one.
function drawn(event, key, window) {
    var agent = event.request.headers['user-agent'];
    var lot = signed(key, window[1] + '|' + event.viewer.ip + '|' + (agent ? agent.value : ''));
    return window[1] + Math.floor(parseInt(lot.slice(0, 8), 16) / 4294967296 * window[3]);
}

function ticketOf(event, key, window) {
    var cookie = event.request.cookies['{{ turn_cookie }}'];
    var parts = cookie ? cookie.value.split('.') : [];
    var text = parts[0] + '.' + parts[1];
    if (parts.length !== 3 || parts[0] !== String(window[1]) || signed(key, text) !== parts[2]) {
        return null;
    }
    return parseInt(parts[1], 10);
}

function waitingPage(seconds, cookie) {
    var answer = {
        statusCode: 429,
        statusDescription: 'Too Many Requests',
        headers: {
            'cache-control': { value: 'no-store' },
            'content-type': { value: 'text/html; charset=utf-8' },
            'refresh': { value: String(seconds) },
            'retry-after': { value: String(seconds) }
        },
        body: '<!doctype html><meta name="robots" content="noindex"><title>Almost there</title>' +
            '<p>You are in the queue. This page opens the shop by itself when it is your turn.'
    };
    if (cookie) {
        answer.cookies = {
            '{{ turn_cookie }}': { value: cookie, attributes: 'Path=/; Max-Age=86400; Secure; HttpOnly; SameSite=Lax' }
        };
    }
    return answer;
}

// The page on which the visitor waits; nothing if nobody queues now, or it is his turn.
async function waiting(event, host) {
    var windows = await stored('{{ room }}' + host, 'json') || [];
    var now = Math.floor(Date.now() / 1000);
    for (var i = 0; i < windows.length; i++) {
        var window = windows[i];
        if (now >= window[0] && now < window[2]) {
            var key = await stored('{{ admission_key }}', 'string');
            if (!key) {
                return null;
            }
            var turn = ticketOf(event, key, window);
            if (turn !== null && turn <= now) {
                return null;
            }
            var cookie = null;
            if (turn === null) {
                turn = drawn(event, key, window);
                cookie = window[1] + '.' + turn + '.' + signed(key, window[1] + '.' + turn);
            }
            return waitingPage(Math.min(30, Math.max(1, turn - now)), cookie);
        }
    }
    return null;
}
