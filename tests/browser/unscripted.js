/* SPDX-License-Identifier: Apache-2.0 */
/* Without scripts of its own the page shows all it has, and nothing that is dead. */
(function () {
  var wrong = [];
  var rows = Array.from(document.querySelectorAll('table.findings tbody tr'));
  function isSeen(node) {
    return node.getClientRects().length > 0;
  }
  if (rows.length !== 956 || !rows.every(isSeen)) wrong.push('findings are missing');
  if (Array.from(document.querySelectorAll('button, select, input')).some(isSeen))
    wrong.push('there is something to press');
  document.querySelectorAll('details').forEach(function (one) { one.open = true; });
  document.querySelectorAll('section *').forEach(function (node) {
    if (node.textContent.trim() && !isSeen(node) &&
        !node.closest('form, #more, svg title, svg desc, option'))
      wrong.push('hidden: ' + node.textContent.slice(0, 60));
  });
  return wrong.slice(0, 9).join('\n');
})()
