//! Whether a name is missing in the DNS, or the DNS itself.

use std::{
    error::Error as StdError,
    io,
    net::{IpAddr, ToSocketAddrs as _},
};

use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns, ResolveDnsError, SharedDnsResolver};

use crate::{Error, partition::Partition};

/// The operating system's resolver.
#[derive(Debug)]
pub(super) struct SystemResolver;

impl ResolveDns for SystemResolver {
    fn resolve_dns<'a>(&'a self, name: &'a str) -> DnsFuture<'a> {
        let name = name.to_owned();
        DnsFuture::new(async move {
            let look_up = move || -> io::Result<Vec<IpAddr>> {
                Ok((name.as_str(), 443).to_socket_addrs()?.map(|address| address.ip()).collect())
            };
            match tokio::task::spawn_blocking(look_up).await {
                Ok(addresses) => addresses.map_err(ResolveDnsError::new),
                Err(error) => Err(ResolveDnsError::new(error)),
            }
        })
    }
}

/// Whether a request failed since a name isn't known. That a name could not be looked up has no type that could be
/// asked for; the HTTP client's words are the same with any resolver. Where a resolver can't answer for now, which
/// says nothing of the name, the words are the system's.
pub(super) fn is_unknown_name(error: &Error) -> bool {
    const FOR_NOW: [&str; 3] = ["emporary", "try again", "timed out"];
    let texts: Vec<_> = causes(error).skip(1).map(ToString::to_string).collect();
    texts.iter().any(|text| text == "dns error")
        && !texts.iter().any(|text| FOR_NOW.iter().any(|words| text.to_lowercase().contains(words)))
}

/// Whether another endpoint of the region is known: STS is in all.
pub(super) async fn knows_region(resolver: &SharedDnsResolver, region: &str) -> bool {
    let name = format!("sts.{region}.{}", Partition::of_region(region).dns_suffix());
    resolver.resolve_dns(&name).await.is_ok_and(|addresses| !addresses.is_empty())
}

/// An error and its causes.
pub(super) fn causes(error: &Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(Some(error as &(dyn StdError + 'static)), |&error| error.source())
}
