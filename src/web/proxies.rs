//! Who asks: the address of the client, also behind proxies that are trusted to tell it.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use axum::http::HeaderMap;

/// A block of addresses, such as `10.0.0.0/8` or `::1`.
///
/// ```
/// use miernik::web::Network;
///
/// let block: Network = "10.1.0.0/16".parse()?;
/// assert!(block.contains("10.1.2.3".parse()?) && !block.contains("10.2.0.1".parse()?));
/// assert!("10.1.0.0/33".parse::<Network>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    /// How many leading bits count: 0 to 32 or 128.
    prefix: u32,
}

/// A text that is no block of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write an address or a block of addresses, for example 127.0.0.1 or 10.0.0.0/8")]
pub struct NoNetwork;

impl FromStr for Network {
    type Err = NoNetwork;

    fn from_str(text: &str) -> Result<Self, NoNetwork> {
        let (address, prefix) = match text.trim().split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text.trim(), None),
        };
        let address: IpAddr = address.parse().map_err(|_| NoNetwork)?;
        let width = width(address);
        let prefix = prefix.map_or(Ok(width), str::parse).map_err(|_| NoNetwork)?;
        if prefix <= width { Ok(Self { address, prefix }) } else { Err(NoNetwork) }
    }
}

impl Network {
    /// Whether an address belongs to the block. An IPv4 address that is written as an IPv6 one (`::ffff:10.0.0.1`) counts as what it is.
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        let shared = (bits(self.address) ^ bits(address)).leading_zeros();
        width(self.address) == width(address) && shared >= self.prefix
    }
}

const fn width(address: IpAddr) -> u32 {
    match address {
        IpAddr::V4(_) => 32,
        IpAddr::V6(_) => 128,
    }
}

/// The bits of an address, the first one on the left.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(address.to_bits()) << 96,
        IpAddr::V6(address) => address.to_bits(),
    }
}

/// The proxies whose word is taken for the address of a client.
#[derive(Debug, Clone, Default)]
pub struct Proxies(Vec<Network>);

impl Proxies {
    /// Those of some blocks; without any, no header is read.
    pub fn new(blocks: Vec<Network>) -> Self {
        Self(blocks)
    }

    /// Whether an address is one of them.
    pub(super) fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|block| block.contains(address))
    }

    /// The address of the client: that of the other end, or what a trusted proxy says of it in `X-Forwarded-For`.
    ///
    /// Each proxy adds, on the right, the address that it was asked from; what stands further to the left than the last address that is not trusted may
    /// have been made up by that client, and is not read.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut client = peer.to_canonical();
        let said = headers.get_all("x-forwarded-for").iter().rev().flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        for one in said {
            if !self.trusts(client) {
                break;
            }
            let Some(before) = address(one.trim()) else { break };
            client = before;
        }
        client
    }
}

/// An address as proxies write it: bare, in brackets, or with a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().ok().or_else(|| text.parse().ok().map(|socket: SocketAddr| socket.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, said: &[&str]) -> String {
        let proxies = Proxies::new(["127.0.0.1", "10.0.0.0/8", "fd00::/8"].map(|block| block.parse().unwrap()).to_vec());
        let headers = said.iter().map(|line| ("x-forwarded-for".parse().unwrap(), line.parse().unwrap())).collect();
        proxies.client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn a_stranger_is_not_believed() {
        assert_eq!(client("203.0.113.1", &["198.51.100.7"]), "203.0.113.1");
        assert_eq!(Proxies::default().client("127.0.0.1".parse().unwrap(), &HeaderMap::new()).to_string(), "127.0.0.1");
    }

    #[test]
    fn the_last_address_that_is_not_trusted_is_the_client() {
        assert_eq!(client("127.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(client("127.0.0.1", &["1.2.3.4, 198.51.100.7, 10.9.9.9"]), "198.51.100.7", "the first one may be made up");
        assert_eq!(client("127.0.0.1", &["1.2.3.4", "198.51.100.7,10.9.9.9"]), "198.51.100.7", "several lines are one list");
        assert_eq!(client("::ffff:127.0.0.1", &["2001:db8::7"]), "2001:db8::7");
        assert_eq!(client("fd00::1", &["[2001:db8::7]:443"]), "2001:db8::7");
        assert_eq!(client("127.0.0.1", &["198.51.100.7:1234"]), "198.51.100.7");
    }

    #[test]
    fn what_is_no_address_ends_the_reading() {
        assert_eq!(client("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(client("127.0.0.1", &["198.51.100.7, unknown"]), "127.0.0.1");
        assert_eq!(client("127.0.0.1", &["198.51.100.7, unknown, 10.0.0.1"]), "10.0.0.1");
    }

    #[test]
    fn blocks_are_read_strictly() {
        for wrong in ["", "10.0.0.0/", "10.0.0.0/33", "::/129", "10.0.0", "miernik.example.org", "10.0.0.0/8/8", "10.0.0.0/-1"] {
            assert_eq!(wrong.parse::<Network>(), Err(NoNetwork), "{wrong}");
        }
        let everything: Network = "0.0.0.0/0".parse().unwrap();
        assert!(everything.contains("198.51.100.7".parse().unwrap()) && !everything.contains("::1".parse().unwrap()));
    }
}
