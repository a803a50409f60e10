/* SPDX-License-Identifier: Apache-2.0 */
/* What a text might bring about, had it become markup: the page's policy refuses it. */
(async function () {
  var refused = [];
  document.addEventListener('securitypolicyviolation', function (event) {
    refused.push(event.effectiveDirective);
  });
  function attempt(what) {
    try { what(); } catch (error) { refused.push(error.name); }
  }
  function add(name, set) {
    attempt(function () {
      var node = document.createElement(name);
      set(node);
      document.body.appendChild(node);
      node.remove();
    });
  }
  attempt(function () { document.body.innerHTML += '<i>x</i>'; });
  add('script', function (node) { node.text = 'stetHit=1'; });
  add('b', function (node) { node.setAttribute('onclick', 'stetHit=1'); node.click(); });
  add('b', function (node) { node.setAttribute('style', 'color:red'); });
  add('img', function (node) { node.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='; });
  add('iframe', function (node) { node.src = 'data:text/html,x'; });
  add('base', function (node) { node.href = 'http://127.0.0.1:9/'; });
  attempt(function () { fetch('http://127.0.0.1:9/').catch(function () {}); });
  function kinds() { return Array.from(new Set(refused)).sort(); }
  async function pause() { await new Promise(function (done) { setTimeout(done, 300); }); }
  await pause();
  for (var n = 0; n < 100 && kinds().length < 7; n++) await pause();
  return ('stetHit' in window ? 'ran ' : '') + kinds().join(' ');
})()
