'use strict';
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const main = document.getElementById('main');

  /** An element with attributes and children; texts become text nodes, so nothing in the data is taken for markup. */
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === true) element.setAttribute(name, '');
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.flat(Infinity).filter(child => child != null && child !== '' && child !== false));
    return element;
  }
  const ms = value => value >= 1000 ? (value / 1000).toFixed(2) + ' s' : value >= 10 ? value.toFixed(0) + ' ms' : value.toFixed(1) + ' ms';
  const bytes = n => n >= 10000 ? (n / 1000).toFixed(1) + ' kB' : n + ' B';
  const code = c => c == null ? '' : ' ' + c;
  const title = event => event.pdu ? event.carries ? `${event.pdu} (${event.carries})` : event.pdu : 'bytes not understood';
  const pill = (kind, text) => h('span', {class: 'pill ' + kind}, text);
  const confidence = word => pill(word === 'documented' || word === 'measured' ? 'good' : word === 'reported' ? 'warn' : 'plain', word);
  const completed = c => c.result.client.ending === 'completed';
  const judged = c => c.result.expected != null;
  function status(c) {
    if (judged(c)) return c.result.asExpected ? pill('good', 'as expected') : pill('bad', 'not as expected');
    return completed(c) ? pill('good', 'completed') : pill('bad', 'failed');
  }
  /** Until the end, from the beginning of the first connection on: that is where all times count from. */
  const total = c => { const s = c.result.stages; return s.length ? s[s.length - 1].startMs + s[s.length - 1].durationMs : 0; };
  const RECORD = /^tls ([<>]) (.*?) (\d+)$/;
  /** Records of TLS are told by a signal; they are messages all the same. */
  function record(event) {
    const found = RECORD.exec(event.detail || '');
    return found ? {ms: event.ms, kind: found[1] === '>' ? 'sent' : 'received', stage: event.stage, pdu: found[2], length: +found[3], tls: true} : event;
  }
  for (const c of data.cases) for (const t of c.transcripts) t.events = t.events.map(record);

  function table(caption, columns, rows, classes = '') {
    return h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption}, h('table', {class: 'stack ' + classes},
      h('thead', {}, h('tr', {}, columns.map(c => h('th', {scope: 'col', class: c.num && 'num'}, c.title)))),
      h('tbody', {}, rows.map(row => h('tr', row.attributes || {}, (row.cells || row).map((cell, i) =>
        h(i === 0 ? 'th' : 'td', {scope: i === 0 ? 'row' : null, class: [columns[i].num && 'num', columns[i].wide && 'wide'].filter(Boolean).join(' ') || null,
          'data-title': columns[i].title, style: i === 0 ? 'color:inherit;font-size:inherit' : null}, cell)))))));
  }

  function head() {
    const cases = data.cases;
    const good = cases.filter(c => c.result.asExpected).length;
    document.getElementById('top').append(
      h('h1', {}, data.title),
      data.command && h('p', {class: 'soft'}, h('code', {}, data.command)),
      cases.length > 1 ? h('p', {}, pill(good === cases.length ? 'good' : 'bad', `${good} of ${cases.length} ${judged(cases[0]) ? 'as expected' : 'completed'}`)) : '');
  }

  // ---- summary of several cases

  function summary() {
    if (data.cases.length < 2) return;
    const options = key => [...new Set(data.cases.map(key))].sort().map(word => h('option', {value: word}, word));
    const text = h('input', {type: 'search', id: 'filter-text'});
    const stage = h('select', {id: 'filter-stage'}, h('option', {value: ''}, 'any'), options(c => c.result.client.stage));
    const ending = h('select', {id: 'filter-ending'}, h('option', {value: ''}, 'any'), options(c => c.result.client.ending));
    const wrong = h('input', {type: 'checkbox', id: 'filter-wrong'});
    const count = h('p', {class: 'soft', role: 'status', 'aria-live': 'polite'});
    const rows = data.cases.map((c, i) => ({attributes: {'data-case': i}, cells: [
      h('a', {href: '#case-' + (i + 1)}, c.result.scenario), c.result.client.stage, c.result.client.ending + code(c.result.client.code),
      c.result.predictions.mstsc.shows, ms(total(c)), status(c), c.summary || (c.result.causes[0] ? c.result.causes[0].cause : '')]}));
    const list = table('All runs', [{title: 'what'}, {title: 'stage'}, {title: 'ending'}, {title: 'mstsc shows'}, {title: 'time', num: true},
      {title: 'outcome'}, {title: 'in short', wide: true}], rows, 'summary');
    function apply() {
      let shown = 0;
      for (const row of list.querySelectorAll('tbody tr')) {
        const c = data.cases[row.dataset.case];
        const hit = (!stage.value || c.result.client.stage === stage.value) && (!ending.value || c.result.client.ending === ending.value)
          && (!wrong.checked || !c.result.asExpected) && (c.name + ' ' + c.summary).toLowerCase().includes(text.value.toLowerCase());
        row.hidden = !hit;
        document.getElementById('case-' + (+row.dataset.case + 1)).hidden = !hit;
        shown += hit;
      }
      count.textContent = `${shown} of ${data.cases.length} shown`;
    }
    main.append(h('section', {class: 'card', 'aria-labelledby': 'summary'}, h('h2', {id: 'summary', style: 'margin-top:0'}, 'Summary'),
      h('form', {class: 'filters', role: 'search', 'aria-label': 'Filter'}, h('label', {}, 'name or text', text), h('label', {}, 'stage', stage), h('label', {}, 'ending', ending),
        h('label', {class: 'check'}, wrong, judged(data.cases[0]) ? 'only not as expected' : 'only failed')), count, list));
    for (const control of [text, stage, ending, wrong]) control.addEventListener('input', apply);
    list.closest('section').querySelector('form').addEventListener('submit', e => e.preventDefault());
    return apply;
  }

  // ---- one case

  function verdict(c) {
    const {client, server} = c.result;
    const fine = completed(c);
    const cause = c.result.causes[0];
    return h('section', {class: 'card verdict ' + (fine ? 'good' : '')},
      h('p', {}, status(c), ' ', h('span', {class: 'soft'}, `${ms(total(c))}, ${c.result.attempts} ${c.result.attempts === 1 ? 'connection' : 'connections'}, link: ${c.result.link.backend}${c.result.link.layer === 'none' ? '' : ' (' + c.result.link.layer + ')'}`)),
      h('p', {class: 'big'}, fine ? `The handshake completed, up to ${client.stage}.` : h('span', {}, 'It ended in ', h('strong', {}, client.stage), ': ', h('strong', {}, client.ending + code(client.code)), ` by the ${client.by}.`)),
      !fine && cause && h('p', {}, h('strong', {}, 'Most likely: '), cause.cause, ' ', confidence(cause.confidence)),
      !fine && cause && h('p', {}, h('strong', {}, 'Fix: '), cause.fix),
      c.summary && h('p', {}, h('strong', {}, 'What was done: '), c.summary),
      h('dl', {}, client.detail && [h('dt', {}, 'detail'), h('dd', {}, client.detail)],
        h('dt', {}, 'client sent last'), h('dd', {}, client.lastSent || 'nothing'),
        h('dt', {}, 'client received last'), h('dd', {}, client.lastReceived || 'nothing'),
        server && [h('dt', {}, 'the server saw'), h('dd', {}, `${server.stage}: ${server.ending}${code(server.code)} by the ${server.by}${server.detail ? ' (' + server.detail + ')' : ''}`)],
        c.facts.map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
      c.result.differences.length > 0 && h('p', {}, h('strong', {}, 'Differs: '), c.result.differences.join('; ')),
      c.notes.length > 0 && h('ul', {class: 'note'}, c.notes.map(n => h('li', {}, n))));
  }

  function causes(c) {
    if (!c.result.causes.length) return [];
    const item = (cause, i) => h('li', {}, h('h4', {}, h('span', {class: 'rank'}, i + 1 + '.'), cause.cause, confidence(cause.confidence)),
      h('div', {class: 'meter', role: 'img', 'aria-label': `score ${cause.score} of 100`}, h('span', {style: `width:${cause.score}%`})),
      h('ul', {class: 'evidence', 'aria-label': 'evidence'}, cause.for.map(f => h('li', {class: 'for'}, f)), cause.against.map(a => h('li', {class: 'against'}, a))),
      h('dl', {}, h('dt', {}, 'fix'), h('dd', {}, cause.fix), h('dt', {}, 'check'), h('dd', {}, cause.check), h('dt', {}, 'source'), h('dd', {class: 'soft'}, cause.source)));
    const all = c.result.causes.map(item);
    return [h('h3', {}, 'Causes, the likeliest first'), h('ol', {class: 'causes'}, all.slice(0, 3)),
      all.length > 3 && h('details', {style: 'margin-top:.75rem'}, h('summary', {}, `${all.length - 3} less likely`), h('ol', {class: 'causes', start: '4'}, all.slice(3))),
      c.result.tries && [h('h3', {}, 'Further tries, one thing changed in each'), table('Further tries', [{title: 'what'}, {title: 'outcome'}, {title: 'time', num: true}, {title: 'shows'}],
        c.result.tries.map(t => [t.what, t.client ? `${t.client.ending}${code(t.client.code)} in ${t.client.stage}` : 'not made', t.client ? ms(t.ms) : '', t.shows]))],
      c.nextTest && [h('h3', {}, 'What to do next'), h('p', {}, c.nextTest)]];
  }

  /** Who was waited for: after something is sent the other end is, after something is received this one. */
  function segments(c, stage) {
    const client = c.transcripts.filter(t => t.end === 'client').pop();
    const events = client ? client.events.filter(e => e.kind === 'sent' || e.kind === 'received' ) : [];
    const end = stage.startMs + stage.durationMs;
    const parts = [];
    let from = stage.startMs;
    let whom = 'server';
    const add = (to, next) => {
      to = Math.min(Math.max(to, stage.startMs), end);
      if (to > from) parts.push({from, to, whom});
      from = Math.max(from, to);
      whom = next;
    };
    for (const e of events) if (e.ms <= end) add(e.ms, e.kind === 'sent' ? 'server' : 'client');
    add(end, whom);
    return parts;
  }

  function waterfall(c) {
    const stages = c.result.stages;
    if (!stages.length) return [];
    const figure = h('figure', {class: 'waterfall'});
    const wide = Math.max(320, Math.min(1080, main.clientWidth - 80 || 900));
    const small = wide < 560;
    const row = small ? 44 : 30;
    const margin = {top: 24, right: small ? 22 : 250, bottom: 4, left: small ? 22 : 130};
    const height = margin.top + stages.length * row + margin.bottom;
    const max = Math.max(total(c), 0.001);
    const x = d3.scaleLinear([0, max], [margin.left, wide - margin.right]);
    const svg = d3.create('svg').attr('viewBox', [0, 0, wide, height]).attr('role', 'img')
      .attr('aria-label', 'Waterfall of stages: ' + stages.map(s => `${s.stage} ${ms(s.durationMs)}`).join(', '));
    svg.append('g').attr('class', 'axis').attr('transform', `translate(0,${margin.top})`)
      .call(d3.axisTop(x).ticks(small ? 4 : 8).tickFormat(t => max >= 2000 ? t / 1000 + ' s' : t + ' ms').tickSize(-(height - margin.top)))
      .call(g => g.select('.domain').remove());
    const g = svg.selectAll('g.row').data(stages).join('g').attr('class', 'row')
      .attr('transform', (s, i) => `translate(0,${margin.top + i * row + (small ? 18 : 0)})`);
    const last = s => s === stages[stages.length - 1] && !completed(c);
    g.append('text').attr('x', small ? margin.left : margin.left - 10).attr('y', small ? -4 : row / 2 + 4).attr('text-anchor', small ? 'start' : 'end')
      .attr('font-size', 13).attr('font-weight', s => last(s) ? 700 : 400).text(s => small ? `${s.stage}  ${ms(s.durationMs)}  ↑${bytes(s.bytesUp)} ↓${bytes(s.bytesDown)}` : s.stage);
    g.selectAll('rect').data(s => segments(c, s)).join('rect').attr('x', p => x(p.from)).attr('width', p => Math.max(1, x(p.to) - x(p.from)))
      .attr('y', small ? 2 : 6).attr('height', row - (small ? 26 : 12)).attr('fill', p => `var(--${p.whom})`)
      .append('title').text(p => `${ms(p.to - p.from)} waiting for the ${p.whom}`);
    g.filter(last).append('text').attr('x', s => Math.min(x(s.startMs + s.durationMs) + 3, wide - 12)).attr('y', small ? 15 : row / 2 + 5)
      .attr('font-size', 15).attr('font-weight', 700).style('fill', 'var(--bad)').text('✕');
    if (!small) g.append('text').attr('x', wide - margin.right + 24).attr('y', row / 2 + 4).attr('font-size', 12)
      .text(s => `${ms(s.durationMs)}  ↑ ${bytes(s.bytesUp)}  ↓ ${bytes(s.bytesDown)}`);
    figure.append(svg.node(), h('ul', {class: 'legend'}, h('li', {}, h('span', {style: 'background:var(--server)'}), 'waiting for the server or the path'),
      h('li', {}, h('span', {style: 'background:var(--client)'}), 'the client at work'), h('li', {}, '✕ where it ended')));
    const numbers = h('details', {}, h('summary', {class: 'soft'}, 'as a table'), table('Stages', [{title: 'stage'}, {title: 'start', num: true}, {title: 'time', num: true},
      {title: 'bytes up', num: true}, {title: 'bytes down', num: true}], stages.map(s => [s.stage, ms(s.startMs), ms(s.durationMs), s.bytesUp, s.bytesDown].map(String))));
    return [h('h3', {}, 'Time per stage'), figure, numbers];
  }

  /** What one end sent and the other never had, in order. */
  function unmatched(sent, received) {
    let at = 0;
    return sent.filter(s => {
      for (let i = at; i < received.length; i++) {
        if (received[i].pdu === s.pdu && received[i].bytes === s.bytes) { at = i + 1; return false; }
      }
      return true;
    });
  }

  function hex(event) {
    const digits = event.bytes.match(/../g);
    const lines = [];
    for (let i = 0; i < digits.length; i += 16) {
      const part = digits.slice(i, i + 16);
      const ascii = part.map(d => { const n = parseInt(d, 16); return n > 31 && n < 127 ? String.fromCharCode(n) : '.'; }).join('');
      lines.push(i.toString(16).padStart(4, '0') + '  ' + part.join(' ').padEnd(47) + '  ' + ascii);
    }
    if (event.length > digits.length) lines.push(`… ${event.length - digits.length} bytes more`);
    return h('div', {class: 'hex', tabindex: '0', role: 'group', 'aria-label': 'bytes'}, lines.join('\n'));
  }

  function arrow(row) {
    const {event, up, lost} = row;
    const label = [h('span', {class: 'pdu'}, title(event)), h('span', {class: 'size'}, bytes(event.length || 0)), lost && pill('bad', 'never arrived')];
    const way = h('span', {style: 'position:absolute;left:-99rem'}, up ? 'client to server: ' : 'server to client: ');
    return h('div', {class: `arrow ${up ? 'up' : 'down'} ${lost ? 'lost' : ''} ${event.tls ? 'tls' : ''}`}, event.bytes ? h('details', {}, h('summary', {}, way, label), hex(event)) : [way, label]);
  }

  function rows(client, server) {
    const all = [];
    const mine = client ? client.events : [];
    const theirs = server ? server.events : [];
    const of = (events, kind) => events.filter(e => e.kind === kind && e.bytes);
    const lostUp = server && client ? new Set(unmatched(of(mine, 'sent'), of(theirs, 'received'))) : new Set();
    const lostDown = server && client ? unmatched(of(theirs, 'sent'), of(mine, 'received')) : [];
    const base = client ? mine : theirs;
    for (const e of base) {
      const own = client ? 'client' : 'server';
      if (e.kind === 'stage') all.push({ms: e.ms, stage: e.detail || e.stage});
      else if (e.kind === 'sent' || e.kind === 'received') all.push({ms: e.ms, event: e, up: (e.kind === 'sent') === (own === 'client'), lost: lostUp.has(e)});
      else if (e.kind !== 'ending') all.push({ms: e.ms, text: e.detail, kind: e.kind, end: own});
    }
    for (const e of lostDown) all.push({ms: e.ms, event: e, up: false, lost: true});
    if (client) for (const e of theirs) if (e.kind === 'fault') all.push({ms: e.ms, text: e.detail, kind: 'fault', end: 'server'});
    all.sort((a, b) => a.ms - b.ms);
    for (const [t, end] of [[client, 'client'], [server, 'server']]) {
      const e = t && t.events.filter(x => x.kind === 'ending').pop();
      if (e) all.push({ms: e.ms, text: `${end}: ${e.detail}`, kind: 'ending', end});
    }
    return all;
  }

  function sequence(c) {
    if (!c.transcripts.length) return [];
    const numbers = [...new Set(c.transcripts.map(t => t.connection))].sort((a, b) => a - b);
    const kinds = {fault: 'Fault: ', tls: 'TLS up: ', signal: '', ending: '', stage: ''};
    const parts = numbers.map(number => {
      const client = c.transcripts.find(t => t.connection === number && t.end === 'client');
      const server = c.transcripts.find(t => t.connection === number && t.end === 'server');
      const list = h('ol', {class: 'sequence', 'aria-label': `messages of connection ${number}`}, rows(client, server).map(row => h('li', {class: row.stage ? 'stage' : ''},
        h('span', {class: 'when'}, ms(row.ms)),
        row.stage ? h('span', {}, row.stage) : row.event ? arrow(row) : h('div', {class: `event ${row.kind} ${row.end === 'server' ? 'right' : ''}`}, kinds[row.kind] || '', row.kind === 'fault' ? `${row.text} (at the ${row.end})` : row.text))));
      const omitted = (client ? client.omitted : 0) + (server ? server.omitted : 0);
      return h('div', {}, numbers.length > 1 && h('h4', {}, `Connection ${number}`), h('div', {class: 'lanes', 'aria-hidden': 'true'}, h('span', {}, 'client'), h('span', {}, 'server')), list,
        omitted > 0 && h('p', {class: 'note'}, `${omitted} events more are in transcript.ndjson or were left out`));
    });
    return [h('h3', {}, 'Messages'), h('p', {class: 'soft'}, 'In the order and at the times of the client; open a message for its bytes.'), parts];
  }

  function predictions(c) {
    const names = {mstsc: 'mstsc', xfreerdp: 'xfreerdp 2.11', xfreerdp3: 'xfreerdp 3.10', rdesktop: 'rdesktop 1.9'};
    const rows = Object.entries(c.result.predictions).map(([name, p]) => [names[name] || name,
      p.exit != null ? `exit ${p.exit}` : p.shows, confidence(p.confidence), [p.log && h('code', {}, p.log), ' ', h('span', {class: 'soft'}, p.source)]]);
    return [h('h3', {}, 'What real clients show'), table('Predictions', [{title: 'client'}, {title: 'shows'}, {title: 'confidence'}, {title: 'log and source', wide: true}], rows)];
  }

  function replay(c) {
    if (!c.replay) return [];
    const button = h('button', {type: 'button'}, 'Copy');
    button.addEventListener('click', () => navigator.clipboard.writeText(c.replay).then(() => { button.textContent = 'Copied'; }, () => { button.textContent = 'Select it by hand'; }));
    return [h('h3', {}, 'Do it again'), h('div', {class: 'replay'}, h('code', {}, c.replay), button)];
  }

  const body = c => [verdict(c), causes(c), waterfall(c), sequence(c), predictions(c), replay(c)];

  function cases() {
    if (data.cases.length === 1) {
      main.append(h('article', {id: 'case-1'}, body(data.cases[0]).flat(Infinity).filter(Boolean)));
      return;
    }
    data.cases.forEach((c, i) => {
      const details = h('details', {class: 'case card', id: 'case-' + (i + 1)}, h('summary', {}, h('h2', {}, c.result.scenario), status(c),
        h('span', {class: 'soft'}, `${c.result.client.stage}, ${c.result.client.ending}${code(c.result.client.code)}`)));
      details.addEventListener('toggle', () => {
        if (details.open && !details.dataset.drawn) {
          details.dataset.drawn = 'yes';
          details.append(...body(c).flat(Infinity).filter(Boolean));
        }
      });
      main.append(details);
    });
    const show = () => {
      const target = document.getElementById(location.hash.slice(1));
      if (target && target.tagName === 'DETAILS') { target.open = true; target.scrollIntoView(); }
    };
    addEventListener('hashchange', show);
    const wrong = data.cases.findIndex(c => !c.result.asExpected);
    if (location.hash) show();
    else if (wrong >= 0) document.getElementById('case-' + (wrong + 1)).open = true;
  }

  // ---- distributions and maps

  function distributions() {
    if (!data.distributions.length) return;
    const wide = Math.max(320, Math.min(1080, main.clientWidth - 80 || 900));
    const row = 46;
    const margin = {top: 26, right: 16, bottom: 6, left: wide < 560 ? 8 : 130};
    const height = margin.top + data.distributions.length * row + margin.bottom;
    const times = data.distributions.flatMap(d => d.times);
    const low = Math.max(0.01, d3.min(times.filter(t => t > 0)) ?? 0.01);
    const high = Math.max(low * 1.5, d3.max(times) ?? 1);
    const log = high / low > 50;
    const x = (log ? d3.scaleLog([low, high], [margin.left, wide - margin.right]) : d3.scaleLinear([0, high], [margin.left, wide - margin.right])).nice();
    const place = t => x(log ? Math.max(t, low) : t);
    const thinned = log ? x.tickFormat(6, '~g') : () => 'all'; // a logarithmic axis labels only some of its ticks
    const total = d3.max(data.distributions, d => d.times.length + d.failed);
    const failed = d3.sum(data.distributions, d => d.failed);
    const svg = d3.create('svg').attr('viewBox', [0, 0, wide, height]).attr('role', 'img').attr('class', 'distributions')
      .attr('aria-label', 'Distribution of times per stage: ' + data.distributions.map(d => d.name + (d.times.length ? `: median ${ms(d.p50)}, 95 percent ${ms(d.p95)}` : '') + (d.failed ? `, ${d.failed} failed` : '')).join('; '));
    svg.append('g').attr('class', 'axis').attr('transform', `translate(0,${margin.top})`)
      .call(d3.axisTop(x).ticks(6).tickFormat(d => thinned(d) ? ms(+d) : '').tickSize(-(height - margin.top))).call(g => g.select('.domain').remove());
    const g = svg.selectAll('g.row').data(data.distributions).join('g').attr('class', 'row').attr('transform', (d, i) => `translate(0,${margin.top + i * row})`);
    g.append('text').attr('x', wide < 560 ? margin.left : margin.left - 10).attr('y', wide < 560 ? 10 : row / 2 + 4).attr('text-anchor', wide < 560 ? 'start' : 'end').attr('font-size', 13).text(d => d.name).filter(d => d.failed).append('tspan').attr('font-weight', 700).style('fill', 'var(--bad)').text(d => `  ✕ ${d.failed}`);
    const timed = g.filter(d => d.times.length);
    timed.append('rect').attr('x', d => place(d.min)).attr('width', d => Math.max(1, place(d.max) - place(d.min))).attr('y', row / 2 - 1).attr('height', 2).attr('fill', 'var(--line)');
    g.selectAll('circle').data(d => d.times.map((t, i) => ({t, i}))).join('circle').attr('cx', p => place(p.t)).attr('cy', p => row / 2 + ((p.i * 7) % 11 - 5) * 1.4).attr('r', 3)
      .attr('fill', 'var(--server)').attr('fill-opacity', .45).append('title').text(p => ms(p.t));
    for (const [key, colour, tall] of [['p50', 'var(--ink)', 22], ['p95', 'var(--client)', 22]]) {
      timed.append('rect').attr('x', d => place(d[key]) - 1.25).attr('width', 2.5).attr('y', row / 2 - tall / 2).attr('height', tall).attr('fill', colour).append('title').text(d => `${key} ${ms(d[key])}`);
    }
    main.append(h('section', {class: 'card', 'aria-labelledby': 'distribution'}, h('h2', {id: 'distribution', style: 'margin-top:0'}, 'How long each stage takes'),
      h('p', {}, `${total - failed} of ${total} completed` + data.distributions.filter(d => d.failed).map(d => `, ${d.failed} failed in ${d.name}`).join('')),
      h('figure', {}, svg.node(), h('ul', {class: 'legend'}, h('li', {}, h('span', {style: 'background:var(--server);border-radius:50%;opacity:.6'}), 'one connection'),
        h('li', {}, h('span', {style: 'background:var(--ink)'}), 'median'), h('li', {}, h('span', {style: 'background:var(--client)'}), '95 % are faster'), data.distributions.some(d => d.failed) && h('li', {}, '✕ ended here, not in the times'), log && h('li', {}, 'logarithmic'))),
      table('Distribution per stage', [{title: 'stage'}, {title: 'came through', num: true}, {title: 'failed', num: true}, {title: 'min', num: true}, {title: 'p50', num: true}, {title: 'p95', num: true}, {title: 'max', num: true}],
        data.distributions.map(d => [d.name, d.times.length, d.failed || '', ...['min', 'p50', 'p95', 'max'].map(k => d.times.length ? ms(d[k]) : '')].map(String)))));
  }

  // The hue says the stage, the shade how it ended there: no two endings look the same.
  function endingColours(words) {
    const parts = new Map(words.map(w => [w, w.includes(' at ') ? w.split(' at ') : [w, w]]));
    const stages = [...new Set([...parts.values()].map(p => p[1]))], kinds = [...new Set([...parts.values()].map(p => p[0]))];
    return w => {
      const [kind, stage] = parts.get(w);
      const share = kinds.length > 1 ? kinds.indexOf(kind) / (kinds.length - 1) : .5;
      return d3.hcl(15 + 360 * stages.indexOf(stage) / stages.length, 48, 38 + 44 * share).formatHex();
    };
  }

  function map(m, number) {
    const wide = Math.max(320, Math.min(1080, main.clientWidth - 80 || 900));
    const left = Math.min(170, 12 + 7 * d3.max(m.rows, r => r.length));
    const words = [...new Set(m.cells.filter(c => c[2] == null).map(c => c[3]))];
    const colour = endingColours(words);
    const heat = d3.scaleSequential([0, 1], d3.interpolateCividis);
    const x = d3.scaleBand(d3.range(m.columns.length), [left, wide - 8]).paddingInner(m.columns.length > 120 ? 0 : .06);
    const cell = Math.max(16, Math.min(40, x.bandwidth()));
    const y = d3.scaleBand(d3.range(m.rows.length), [34, 34 + m.rows.length * (cell + 3)]).paddingInner(.08);
    const every = Math.ceil(m.columns.length / Math.max(1, Math.floor((wide - left) / 46)));
    const svg = d3.create('svg').attr('viewBox', [0, 0, wide, 44 + m.rows.length * (cell + 3)]).attr('role', 'img').attr('class', 'map')
      .attr('aria-label', `${m.title}: ${m.rows.length} rows by ${m.columns.length} columns; the table below has every value`);
    svg.append('g').attr('class', 'axis').attr('transform', 'translate(0,30)').call(d3.axisTop(x).tickValues(d3.range(0, m.columns.length, every)).tickFormat(i => m.columns[i]).tickSize(3)).call(g => g.select('.domain').remove());
    svg.append('g').attr('class', 'axis').attr('transform', `translate(${left - 2},0)`).call(d3.axisLeft(y).tickFormat(i => m.rows[i]).tickSize(0)).call(g => g.select('.domain').remove());
    svg.append('g').selectAll('rect').data(m.cells).join('rect').attr('x', c => x(c[0])).attr('y', c => y(c[1])).attr('width', x.bandwidth()).attr('height', y.bandwidth())
      .attr('fill', c => c[2] == null ? colour(c[3]) : heat(c[2])).append('title').text(c => `${m.rowLabel} ${m.rows[c[1]]}, ${m.columnLabel} ${m.columns[c[0]]}: ${c[3]}${c[4] ? ' (' + c[4] + ')' : ''}`);
    if (x.bandwidth() >= 34) svg.append('g').selectAll('text').data(m.cells.filter(c => c[2] != null)).join('text').attr('x', c => x(c[0]) + x.bandwidth() / 2).attr('y', c => y(c[1]) + y.bandwidth() / 2 + 4)
      .attr('text-anchor', 'middle').attr('font-size', 11).style('fill', c => c[2] > .55 ? '#111' : '#fff').text(c => c[3]);
    const legend = words.length ? h('ul', {class: 'legend'}, words.map(w => h('li', {}, h('span', {style: `background:${colour(w)}`}), w)))
      : h('ul', {class: 'legend'}, [0, .25, .5, .75, 1].map(v => h('li', {}, h('span', {style: `background:${heat(v)}`}), `${m.unit} ${v * 100} %`)));
    const grid = m.rows.map((r, i) => [r, ...m.columns.map((_, j) => { const hit = m.cells.find(c => c[0] === j && c[1] === i); return hit ? hit[3] : ''; })]);
    main.append(h('section', {class: 'card', 'aria-labelledby': 'map-' + number}, h('h2', {id: 'map-' + number, style: 'margin-top:0'}, m.title),
      h('figure', {}, svg.node(), h('figcaption', {}, `${m.rowLabel} down, ${m.columnLabel} across`), legend),
      m.columns.length <= 60 && h('details', {}, h('summary', {class: 'soft'}, 'as a table'), h('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': m.title + ' as a table'}, h('table', {},
        h('thead', {}, h('tr', {}, ['', ...m.columns].map(c => h('th', {scope: 'col'}, c)))), h('tbody', {}, grid.map(row => h('tr', {}, row.map((v, i) => h(i ? 'td' : 'th', {scope: i ? null : 'row'}, v))))))))));
  }

  head();
  const apply = summary();
  data.maps.forEach(map);
  distributions();
  cases();
  if (apply) apply();
  document.documentElement.dataset.drawn = 'yes';
})();
