/* SPDX-License-Identifier: Apache-2.0 */
/* Every element and attribute of the page is one of ours; nothing has run. */
(function () {
  var elements = ('html head meta title style body a div header p b i bdi h1 h2 h3 h4 dl ' +
    'dt dd small nav ol ul li main section span code figure figcaption svg desc text line ' +
    'rect circle g polyline table thead tbody tr th td details summary article mark form ' +
    'label select option input button footer script').split(' ');
  var attributes = ('lang charset http-equiv content name id class href tabindex role ' +
    'aria-label aria-labelledby aria-hidden aria-sort scope data-v data-is data-find data-value ' +
    'data-fixed dir title type hidden autocomplete spellcheck value x x1 x2 y y1 y2 dx cx ' +
    'cy r width height viewBox points preserveAspectRatio open').split(' ');
  var wrong = [];
  var ids = new Set();
  document.querySelectorAll('*').forEach(function (element) {
    if (elements.indexOf(element.localName) < 0) wrong.push('<' + element.localName + '>');
    Array.from(element.attributes).forEach(function (attribute) {
      if (attributes.indexOf(attribute.name) < 0)
        wrong.push(element.localName + ' ' + attribute.name + '=' + attribute.value);
    });
    if (element.id && ids.has(element.id)) wrong.push('twice #' + element.id);
    ids.add(element.id);
    if (element.href && element.getAttribute('href')[0] !== '#')
      wrong.push('href ' + element.getAttribute('href'));
  });
  if (document.scripts.length !== 1) wrong.push(document.scripts.length + ' scripts');
  if (document.styleSheets.length !== 1)
    wrong.push(document.styleSheets.length + ' style sheets');
  if ('stetHit' in window) wrong.push('something ran');
  return wrong.slice(0, 9).join('\n');
})()
