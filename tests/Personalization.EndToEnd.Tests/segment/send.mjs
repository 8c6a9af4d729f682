// Sends a visit with Segment's own server library. Usage: node send.mjs ADDRESS WRITE_KEY
import { Analytics } from '@segment/analytics-node'

const [host, writeKey] = process.argv.slice(2)
const analytics = new Analytics({ host, path: '/v1/batch', writeKey, flushAt: 3, flushInterval: 200 })
analytics.on('error', (error) => { console.error(error); process.exitCode = 1 })

analytics.page({ anonymousId: 'device-1', name: 'Tent', properties: { path: '/tent' } })
analytics.track({ anonymousId: 'device-1', event: 'Product Viewed', properties: { product_id: 'tent-1', name: 'Tent', price: 199.5 } })
analytics.identify({ userId: 'ana', anonymousId: 'device-1', traits: { email: 'ana@example.com', firstName: 'Ana' } })
analytics.track({
  userId: 'ana',
  event: 'Order Completed',
  properties: { order_id: 'o-1', total: 199.5, currency: 'EUR', products: [{ product_id: 'tent-1', quantity: 1, price: 199.5 }] },
})
analytics.group({ userId: 'ana', groupId: 'club', traits: { name: 'Hikers' } })
await analytics.closeAndFlush({ timeout: 20000 })
