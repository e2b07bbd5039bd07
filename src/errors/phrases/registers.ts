/** What is registered and dealt with: accounts, organisations, jurisdictions, codes, recalls, findings, drafts of categories. */
import type { Phrases } from './row.ts';

/** Things that an address or an id may name, as `not_found` tells them. */
const things: Phrases = {
  'account {id}': '账号 {id}',
  'token {id}': '令牌 {id}',
  'session {id}': '会话 {id}',
  'delegation {id}': '授权 {id}',
  'organisation {id}': '主体 {id}',
  'licence {id}': '证照 {id}',
  'identifier {id}': '标识 {id}',
  'certificate {id}': '合格证 {id}',
  'code range {id}': '号段 {id}',
  'link to {address}': '指向 {address} 的链接',
  'view {id}': '视图 {id}',
  'a web socket of the page {page}': '页面 {page} 的 WebSocket 连接',
  'this address': '此地址',
};

const groups: Phrases = {
  'a code of the product in any spelling': '产品编码（任意写法）',
  'categories that are open': '对外开放的类别',
  'member {n}': '第 {n} 个成员',
  'up to {n} members': '不超过 {n} 个成员',
  'an enterprise or platform that is registered and active': '已登记且状态正常的企业或平台',
  'group {n} of the firm': '该企业的第 {n} 个联合体',
  'up to {n} groups': '不超过 {n} 个联合体',
  'a category that the organisation is registered for: {names}': '该主体登记的类别：{names}',
  'a number of a notice': '通知的编号',
  'an organisation that holds things': '持有物品的主体',
};

const accounts: Phrases = {
  accounts: '管理账号',
  delegations: '管理授权',
  'a login': '登录名',
  'a person: a service has tokens': '人员账号（服务账号使用令牌）',
  'the old one': '原密码',
  'another password': '与原密码不同的密码',
  'two different ones': '两次输入不一致',
  'the same twice': '两次输入相同',
  'a password of up to {n} characters': '不超过 {n} 个字符的密码',
  'a code of the second factor, or a recovery code': '第二验证因素的验证码或恢复码',
  'identity number': '身份证号',
  'mobile number': '手机号',
  'why it must be seen, in {n} to {m} characters': '查看理由，{n} 至 {m} 个字符',
  'a token of {n} to {m} characters': '{n} 至 {m} 个字符的令牌',
  '18 characters with the right check character (GB 11643)': '18 位且校验码正确（GB 11643）',
  '7 to 15 digits, with + and the country code outside China': '7 至 15 位数字，境外号码前加 + 和国家代码',
  'institution and number of the patient, up to {n} characters': '医疗机构及患者编号，不超过 {n} 个字符',
};

const organisations: Phrases = {
  'a code of GET /api/v1/jurisdiction': 'GET /api/v1/jurisdiction 列出的区划代码',
  'one; lists are separated by commas': '单个值；多个值以逗号分隔',
  'a division code of 6, 9 or 12 digits, or a name within the jurisdiction': '区划代码（6、9 或 12 位）或辖区内的名称',
  'a GLN of 13 digits, or a URI': 'GLN（13 位）或 URI',
  'the unified social credit code of 18 characters': '18 位统一社会信用代码',
  'at least one area': '至少一个区划',
  'what may change: {words}': '可变更的项：{words}',
  'WGS 84 degrees from {n} to {m}': 'WGS 84 经纬度，{n} 至 {m} 度',
  'the id of a site of this organisation': '该主体的场所编号',
  'the first day on which this holds': '生效日期',
  'the unified social credit code of 18 characters: {phrase}': '18 位统一社会信用代码（{phrase}）',
  'ends in check character {came}, expected {right}': '校验位为 {came}，应为 {right}',
  'a value, not a formula': '不含公式的值（请选择性粘贴为数值）',
  'a value, not an error': '有效的值（单元格有错误）',
  'text: long numbers lose their last digits': '文本（单元格格式设为“文本”后重新输入，长数字会丢失末位）',
  'one row an organisation, row {n} has it': '每个主体一行，第 {n} 行已有该主体',
  '{n} rows': '{n} 行',
  '{n} cells': '{n} 个单元格',
  '{n} columns': '{n} 列',
  'a division code of six digits': '六位区划代码',
  'a division code of the jurisdiction': '本辖区的区划代码',
  'the file': '文件',
  'an id of {signs} and -': '由 {signs} 和 - 组成的标识',
  'six digits (GB/T 2260), nine (township), or six, a letter and two digits (zone)':
    '六位数字（GB/T 2260）、九位数字（乡级），或六位数字加一个字母和两位数字（功能区）',
  'an id that no other jurisdiction of the file has': '文件中其他辖区未使用的标识',
  'an id that none before it has': '前面未使用的标识',
  'the code of one of its areas': '其所辖区域之一的代码',
  'the code of one of the areas': '所列区域之一的代码',
  'another area': '另一区域',
  'another area, and the day `to` on which this one ended': '另一区域，并给出本区域的终止日期 to',
  'a period that does not overlap that of {path}': '与 {path} 不重叠的期间',
  'names in the order of time, each ending before the next begins': '按时间先后排列、前后不重叠的名称',
  'the id of one of the functions': '所列职能之一的标识',
  'the id of another department, and the day `to` on which this one ended': '另一部门的标识，并给出本部门的终止日期 to',
  '{id}, the jurisdiction above it': '{id}（上级辖区）',
};

const codes: Phrases = {
  'another code': '其他代码',
  'a code of the error catalogue': '错误目录中的代码',
  'no scheme recognises it': '没有编码规则能识别',
  'it may be several codes, none of them on record': '可能是多种编码，但均无记录',
  'a GTIN, or a name of up to {n} characters': 'GTIN，或不超过 {n} 个字符的名称',
  'a GTIN with its check digit, or a name': '校验位正确的 GTIN，或名称',
  'the number of goods of the lot': '该批次的商品数量',
  'why, in up to {n} characters': '原因，不超过 {n} 个字符',
  'a GS1 company prefix of {n} to {m} digits': '{n} 至 {m} 位的 GS1 厂商识别代码',
  'a GS1 link type such as gs1:instructions, or a URI': 'GS1 链接类型（如 gs1:instructions）或 URI',
  'another: the trace page is the default of every code': '其他类型（每个编码的默认链接是追溯页面）',
  'up to {n} in a worksheet; CSV takes all': '工作表中不超过 {n} 行；CSV 不限',
  'at least one of control, own_test, contract_test': 'control、own_test、contract_test 中的至少一项',
  'a content of {n} to {m} characters': '内容须为 {n} 至 {m} 个字符',
  'a font in the printer such as {name}': '打印机中的字体，如 {name}',
};

const recalls: Phrases = {
  'code, codes or more': 'code、codes 或 more',
  'kilograms in one litre': '每升的千克数',
  'whose list it is': '清单所属主体',
  'the holder that was checked, and whether it was effective': '已核查的持有者，以及召回是否有效',
  'no amounts beside it': '不同时填写数量',
  'an amount, or none: true': '数量，或 none: true',
  'at least {n}: what was quarantined, returned and destroyed was found': '至少 {n}（已隔离、退回、销毁的均属已找到）',
  'at least {n} {unit}: what was quarantined, returned and destroyed was found':
    '至少 {n} {unit}（已隔离、退回、销毁的均属已找到）',
  'nothing: none is yours': '不填（您没有可用的）',
  'the number of an entry': '条目的序号',
};

const supervision: Phrases = {
  '{n} to {m} characters for the reporter': '给举报人的答复，{n} 至 {m} 个字符',
  'the uuid of a department, township or zone': '部门、乡镇街道或功能区的 UUID',
  'a page of the console, such as {page}': '监管端的页面，如 {page}',
  'the query of an address, up to {n} characters': '地址中的查询部分，不超过 {n} 个字符',
  'up to {n} views': '不超过 {n} 个视图',
  'a moment that is past': '已经过去的时刻',
  'a moment within the next 31 days': '此后 31 天之内的时刻',
  'a registered organisation': '已登记的单位',
  'a state of uploads': '上传任务的状态',
};

/** Drafts of categories, their rules and registers. */
const drafts: Phrases = {
  'an id: {signs}': '标识，可用 {signs}',
  'an id such as {id}': '标识，如 {id}',
  'a key: letters and digits': '键名，由字母和数字组成',
  'a CBV step or a URI such as {uri}': 'CBV 业务步骤，或 URI，如 {uri}',
  'a CBV disposition or a URI': 'CBV 处置状态或 URI',
  'a member of {name}: {words}': '{name} 的成员：{words}',
  'an id that nothing else has': '未被使用的标识',
  'a stage: {words}': '环节之一：{words}',
  'a chain: {words}': '链条之一：{words}',
  'a register: {words}': '登记簿之一：{words}',
  'a field of {stages}: {words}': '{stages} 的字段之一：{words}',
  'at least one stage': '至少一个环节',
  'a stage of the rule': '规则适用的环节',
  'a record that the rule applies to': '规则适用的记录',
  'an example for which the rule {outcome}': '使规则结果为 {outcome} 的示例',
  'an example that can be told': '可以表述的示例',
  'a number that is not negative, or a field': '非负数或字段',
  'two fields': '两个字段',
  'amounts by thing': '按物品计的数量',
  'what became of the list, or of the one record': '列表或单条记录的处理结果',
  'the row, its history, or its books': '该行、其历史或其台账',
  'its history or its books': '其历史或其台账',
  'the columns of the register, or null where it is struck off': '登记簿各列，已注销的为 null',
  'a record by the schema of the stage, or a list of them': '符合该环节 schema 的记录，或记录列表',
  'the columns of the register, or null to strike it off': '登记簿各列，或以 null 表示注销',
};

/** Members that the tests of rules are made of: the braces are those of JSON, and there are no places. */
export const memberPhrases: Phrases = {
  'a list of conditions {field, is, not}': '条件 {field, is, not} 的列表',
  'a number, {field}, {register, of, column}, {earlier, of, field} or {product}':
    '数字、{field}、{register, of, column}、{earlier, of, field} 或 {product}',
  '{minutes}, {days} or {months}': '{minutes}、{days} 或 {months}',
  'a list of {stages, where, early}': '{stages, where, early} 的列表',
};

export const registerPhrases: Phrases = {
  ...things,
  ...groups,
  ...accounts,
  ...organisations,
  ...codes,
  ...recalls,
  ...supervision,
  ...drafts,
};
