// The list of unsigned orders beside the app's frame. What is in it came from the app: it goes in as text only.

/** Puts an empty list behind `holder` and gives what shows the resources of a cart in it. `name` tells two lists apart. */
export function cartBeside(holder, name) {
  const section = document.createElement('section');
  section.className = 'cart';
  section.setAttribute('aria-label', 'Unsigned orders in the cart for ' + name);
  const heading = document.createElement('h3');
  heading.textContent = 'Unsigned orders in the cart';
  const list = document.createElement('ul');
  const none = document.createElement('p');
  none.className = 'quiet';
  none.textContent = 'None. They are in no chart until somebody signs them.';
  section.append(heading, list, none);
  holder.after(section);
  return {
    show(resources) {
      none.hidden = resources.length > 0;
      list.replaceChildren(
        ...resources.map((resource) => {
          const item = document.createElement('li');
          item.textContent = inWords(resource);
          return item;
        }),
      );
    },
    intoView: () => section.scrollIntoView({ block: 'nearest' }),
  };
}

function inWords(order) {
  const what = order.code?.text ?? order.code?.coding?.[0]?.display ?? 'Order';
  const identifiers = (Array.isArray(order.identifier) ? order.identifier : []).map((one) => one?.value);
  const codes = [order.status, order.intent, order.priority, ...identifiers].filter(Boolean).join(', ');
  return what + ' (' + codes + '), ServiceRequest/' + order.id;
}
