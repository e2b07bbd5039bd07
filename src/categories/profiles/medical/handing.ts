/** The stages by which drugs and devices change hands, as rules name them. */

/** To the person: after these a pack is no longer in trade. */
export const toPerson = ['retail', 'hospital_dispensing', 'vaccination'];
export const outward = ['sales_out', 'direct_dispatch', 'vaccine_dispatch', 'transfer_out'];
/** Back into trade. */
export const back = ['return_receipt', 'return_out', 'direct_return', 'recall_receipt'];
export const handedOver = ['device_dispatch', 'device_issue', 'device_use', 'device_retail', 'implanting'];
