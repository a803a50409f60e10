/* SPDX-License-Identifier: Apache-2.0 */
/* Every text against what is behind it: 4.5 to 1 (WCAG 2.2, 1.4.3), large ones 3 to 1;
   what is drawn: 3 to 1 (1.4.11). Relative luminance as WCAG defines it. */
(function () {
  var wrong = new Set();

  function parse(color) {
    var parts = color.match(/[\d.]+/g).map(Number);
    return {rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1};
  }
  function luminance(rgb) {
    var linear = rgb.map(function (value) {
      var share = value / 255;
      return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    });
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }
  function contrast(a, b) {
    var x = luminance(a);
    var y = luminance(b);
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
  }
  function behind(node) {
    for (; node; node = node.parentElement) {
      var color = parse(getComputedStyle(node).backgroundColor);
      if (color.alpha === 1) return color.rgb;
    }
    return [255, 255, 255];
  }
  function hold(node, color, least) {
    var ratio = contrast(parse(color).rgb, behind(node));
    if (ratio < least)
      wrong.add(node.localName + '.' + (node.getAttribute('class') || '') + ' has ' +
        ratio.toFixed(2) + ', not ' + least);
  }
  document.querySelectorAll('details').forEach(function (one) { one.open = true; });
  document.querySelectorAll('body *').forEach(function (node) {
    var style = getComputedStyle(node);
    var own = Array.from(node.childNodes).some(function (child) {
      return child.nodeType === 3 && child.data.trim();
    });
    if (node instanceof SVGElement) {
      if (node.localName === 'text') hold(node, style.fill, 4.5);
      if (/^(rect|circle)$/.test(node.localName) && style.fill !== 'none')
        hold(node, style.fill, 3);
      if (/whisker|overall|curve|median/.test(node.getAttribute('class')))
        hold(node, style.stroke, 3);
    } else if (own && node.getClientRects().length > 0) {
      var size = parseFloat(style.fontSize);
      var large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      hold(node, style.color, large ? 3 : 4.5);
    }
    if (/^k-/.test(node.className) && node.className !== 'k-overall')
      hold(node.parentElement, style.backgroundColor, 3);
  });
  return Array.from(wrong).join('\n');
})()
