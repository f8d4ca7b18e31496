//! Whom a request may reach. An address that a user types may lead anywhere; one that stands in a page or a feed, or that a
//! server redirects to, may not lead into the network behind this machine: a page of the web could otherwise have us read
//! what only we can reach, and print it (server-side request forgery).
//!
//! Names are resolved once, and the request goes to just the numbers that were looked at.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::{
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

use super::address::Address;

/// Finds the numbers of hosts that are on the public internet; of others it says that there are none.
#[derive(Debug, Default)]
pub(super) struct PublicOnly(DefaultResolver);

/// The error in which a host is told apart from one that does not exist.
pub(super) const PRIVATE: &str = "a private network";

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.0.resolve(uri, config, timeout)?;
        let mut public = self.empty();
        found.iter().filter(|found| is_public(found.ip())).for_each(|found| public.push(*found));
        if public.is_empty() { Err(ureq::Error::Other(PRIVATE.into())) } else { Ok(public) }
    }
}

/// True where the host's name alone shows that it is not public. A proxy resolves names itself, so that names are all there
/// is to look at.
pub(super) fn is_private_name(address: &Address) -> bool {
    let host = address.host().trim_end_matches('.');
    let local = ["localhost", "local", "internal", "lan", "home.arpa", "intranet"];
    address.ip().is_some_and(|ip| !is_public(ip))
        || local
            .iter()
            .any(|end| host == *end || host.strip_suffix(end).is_some_and(|rest| rest.ends_with('.')))
}

/// True for a number that is globally reachable (RFC 6890 and the IANA registries of special-purpose addresses).
pub(super) fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = match a {
        0 | 10 | 127 => true,
        // Of carriers (RFC 6598).
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        // Protocols, documentation, relays of 6to4, private.
        192 => matches!((b, c), (0, 0) | (0, 2) | (88, 99)) || b == 168,
        // Benchmarks, documentation.
        198 => matches!(b, 18 | 19) || (b, c) == (51, 100),
        203 => (b, c) == (0, 113),
        // Multicast, reserved, broadcast.
        224.. => true,
        _ => false,
    };
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let parts = ip.segments();
    // An IPv4 number in it: mapped, compatible, translated (RFC 6052), 6to4.
    let inner = |high: u16, low: u16| is_public_v4(Ipv4Addr::from((u32::from(high) << 16) | u32::from(low)));
    match parts {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] => high != 0 && inner(high, low),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inner(high, low),
        [0x2002, high, low, ..] => inner(high, low),
        // Documentation, Teredo, benchmarks, and what else 2001::/23 is for.
        [0x2001, 0xdb8, ..] => false,
        [0x2001, 0..0x200, ..] => false,
        // 2000::/3 is what has been given out.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_numbers_are_known_in_all_their_forms() {
        for ip in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.1.1",
            "172.16.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "::127.0.0.1",
        ] {
            assert!(!is_public(ip.parse().unwrap()), "{ip}");
        }
        for ip in [
            "8.8.8.8",
            "1.1.1.1",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1",
            "::ffff:8.8.8.8",
            "64:ff9b::808:808",
        ] {
            assert!(is_public(ip.parse().unwrap()), "{ip}");
        }
        let private = |text| is_private_name(&Address::parse(text).unwrap());
        assert!(
            private("http://localhost:8080/") && private("http://a.internal./") && private("http://[::1]/")
        );
        assert!(
            !private("http://example.org/")
                && !private("http://notlocal.org/")
                && !private("http://internal.org")
        );
    }
}
