/**
 * What people put into passwords first, in lower case. Since a password has at least twelve characters, these are pieces: a password is
 * refused when hardly anything is left of it without them. Chosen from what published lists of leaked passwords have in common.
 */
export const commonPieces: readonly string[] = [
  // English and the keyboard
  ...'password passwort passw0rd p@ssw0rd p@ssword pa55word passport letmein welcome welcome1 iloveyou loveyou love lovely sunshine'.split(
    ' ',
  ),
  ...'princess princesa dragon monkey football baseball basketball superman batman spiderman starwars pokemon trustno1 master'.split(
    ' ',
  ),
  ...'shadow michael jordan jennifer jessica ashley charlie daniel andrew thomas summer winter autumn spring freedom whatever'.split(
    ' ',
  ),
  ...'hello helloworld world secret secure security access login signin user username admin administrator root superuser sysadmin'.split(
    ' ',
  ),
  ...'operator manager system server default guest public test tester testing demo sample example changeme change temp temporary'.split(
    ' ',
  ),
  ...'newpassword mypassword thisismypassword yourpassword nopassword oracle mysql postgres database windows linux apple google'.split(
    ' ',
  ),
  ...'facebook microsoft computer internet samsung huawei xiaomi lenovo android iphone qq qqcom qwe qwer qwert qwerty qwertyu'.split(
    ' ',
  ),
  ...'qwertyui qwertyuio qwertyuiop asd asdf asdfg asdfgh asdfghj asdfghjk asdfghjkl zxc zxcv zxcvb zxcvbn zxcvbnm qaz wsx edc rfv'.split(
    ' ',
  ),
  ...'tgb yhn ujm qazwsx qazwsxedc qazxsw 1q2w3e 1q2w3e4r 1q2w3e4r5t 1qaz 2wsx 3edc 4rfv 1qaz2wsx zaq1 xsw2 zaq12wsx q1w2e3 q1w2e3r4'.split(
    ' ',
  ),
  ...'correcthorsebatterystaple correct horse battery staple abc abcd abcde abcdef abc123 a1b2c3 a123456 aa123456 123abc 123qwe'.split(
    ' ',
  ),
  // What Chinese lists add: I love you, numbers that sound like words, names, the platform
  ...'woaini woaini1314 iloveu 5201314 520 1314 1314520 5211314 521 7758521 7758258 201314 woaiwojia wodemima mima mimamima'.split(
    ' ',
  ),
  ...'woshishui nihao nihaoma wangyut zhongguo china beijing shanghai henan jiyuan taobao alibaba weixin wechat baidu tencent'.split(
    ' ',
  ),
  ...'zhang zhangwei wangwei wangfang liwei lina liuwei xiaoming laopo laogong baobei baobao tiantian guanliyuan yonghu zhanghao'.split(
    ' ',
  ),
  ...'zhuisu zhuisu2026 traceability trace epcis gs1 jiyuanshi shangwuju nongye nongyeju anquan shipin shipinanquan 12315'.split(
    ' ',
  ),
  ...'密码 我的密码 我爱你 你好 中国 济源 追溯 管理员 用户 账号 测试 默认 初始密码'.split(' '),
];
