package dev.ordinal.cel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ordinal.manifest.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLibraryTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip('1.2.3.4') == ip('1.2.3.4')",
                "ip('::1') == ip('0:0:0:0:0:0:0:1')",
                "ip('1.2.3.4') != ip('1.2.3.5')",
                "ip('1.2.3.4') in [ip('1.2.3.4')]",
                "ip('2001:DB8::1').family() == 6",
                "ip('127.0.0.1').isLoopback() && !ip('127.0.0.1').isGlobalUnicast()",
                "ip('0.0.0.0').isUnspecified()",
                "ip('224.0.0.1').isLinkLocalMulticast()",
                "ip('fe80::1').isLinkLocalUnicast()",
                "string(ip('2001:DB8:0::1')) == '2001:db8::1'",
                "type(ip('1.2.3.4')) == net.IP",
                "type(ip('1.2.3.4')) != type('1.2.3.4')",
                "type(cidr('10.0.0.0/8')) == net.CIDR",
                "!ip.isCanonical('2001:DB8::ABCD') && ip.isCanonical('10.0.0.1')",
                "isIP('10.0.0.1') && !isIP('10.0.0.01') && !isIP('fe80::1%eth0') && !isIP('example.com')",
                "cidr('10.0.0.0/8').containsIP('10.1.2.3') && cidr('10.0.0.0/8').containsIP(ip('10.1.2.3'))",
                "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && !cidr('10.1.0.0/16').containsCIDR(cidr('10.0.0.0/8'))",
                "cidr('10.1.2.3/8').ip() == ip('10.1.2.3') && cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8')",
                "cidr('10.1.2.3/8') != cidr('10.0.0.0/8') && cidr('::/64').prefixLength() == 64",
                "string(cidr('2001:DB8::/32')) == '2001:db8::/32'",
                "isCIDR('192.168.0.1/16') && !isCIDR('192.168.0.0/33') && !isCIDR('192.168.0.0')",
                "string(1) == '1' && string(true) == 'true'",
            })
    void holds(String expression) {
        assertThat(CelTesting.eval(expression)).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip(object.ip).family() == 4",
                "object.ips.exists(a, ip(a).isLoopback())",
                "cidr(object.net).containsIP(object.ip)",
                "string(dyn(ip(object.ip))) == '10.0.0.1'",
                "string(dyn(cidr(object.net))) == '10.0.0.0/8'",
                "dyn(cidr(object.net)).ip() == ip('10.0.0.0')",
                "string(object.n) == '3'",
            })
    void holdsForValuesOfUnknownType(String expression) {
        JsonObject object = JsonObject.of(Map.of(
                "ip",
                "10.0.0.1",
                "net",
                "10.0.0.0/8",
                "n",
                3L,
                "ips",
                dev.ordinal.manifest.JsonArray.of(java.util.List.of("127.0.0.1"))));
        assertThat(CelTesting.eval(expression, object)).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ip('127.0.0.256')|IP Address \"127.0.0.256\" parse error during conversion from string",
                "ip('fe80::1%eth0')|IP address \"fe80::1%eth0\" with zone value is not allowed",
                "ip('::ffff:1.2.3.4')|IPv4-mapped IPv6 address \"::ffff:1.2.3.4\" is not allowed",
                "ip.isCanonical('x')|unable to parse IP",
                "cidr('10.0.0.0')|network address parse error during conversion from string",
                "cidr('10.0.0.0/8').containsIP('x')|IP Address \"x\" parse error",
                "ip(1)|found no matching overload for 'ip'",
                "ip(dyn(1))|`ip` cannot be used on values of these types",
            })
    void fails(String expression, String message) {
        assertThatThrownBy(() -> CelTesting.eval(expression)).hasMessageContaining(message);
    }

    @Test
    void anErrorIsAbsorbedByTheOtherOperand() {
        assertThat(CelTesting.eval("ip('x').isLoopback() || true")).isEqualTo(true);
    }
}
