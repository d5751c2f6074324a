//! The facts that a generated resource states about itself.

use std::{borrow::Cow, future::ready};

use aws_smithy_types::DateTime;
use smol_str::SmolStr;

use crate::{
    Result,
    arn::Segment,
    call::{BoxFuture, Call},
    core::Core,
    tagged::Tagging,
};

/// The values that identify a resource among those of its type.
///
/// They are the same where they show the same, and their times are: to compare and to hash them need not be compiled for
/// each type.
pub trait Identifiers: Clone + Send + Sync + 'static {
    /// Those that can be an empty text; AWS takes others, if they are empty, for "all", or acts on another resource.
    const MAY_BE_EMPTY: &'static [&'static str] = &[];

    /// Shows each identifier's name and value, in order; one that is optional and absent isn't shown.
    fn each(&self, show: &mut dyn FnMut(&'static str, &str));

    /// Those that are times, in order: what is shown of one ends at microseconds.
    fn times(&self) -> Vec<Option<DateTime>> {
        Vec::new()
    }
}

/// What makes calls: a service resource, or a resource.
///
/// Said of each type by name: so the compiler proves once that it can be shared between threads, and not in each function
/// that hands it on.
pub trait Parent: Clone + Send + Sync + 'static {}

/// A resource type.
///
/// What generated code states here are facts, and no futures: those are made by [`Core`], once for all types, which
/// costs the compiler far less.
// Without `Send`, `Clone` and the like above it: the compiler would prove them at every mention of an associated type.
pub trait Model: Sized + 'static {
    /// The SDK's client.
    type Client: Clone + Send + Sync + 'static;
    /// The identifiers.
    type Identifiers: Identifiers;
    /// The full data, as `load` gives it.
    type Data: Send + Sync + 'static;
    /// The smaller data that listings give, or `()`.
    type Summary: Send + Sync + 'static;
    /// boto3's name of the type: `DBInstance`.
    const TYPE: &'static str;
    /// The operation that loads it by its identifiers, if there is one: then forgetting data loses nothing.
    const LOAD: Option<&'static str> = None;
    /// The errors by which AWS says that it isn't there, where their codes alone don't: the code, and a part of the
    /// message.
    const NOT_FOUND: &'static [(&'static str, &'static str)] = &[];

    /// A resource over its core.
    fn from_core(core: Core<Self>) -> Self;

    /// Its core.
    fn core(&self) -> &Core<Self>;

    /// Fetches the data; `None` when the service answers without it.
    fn load(&self, call: Call) -> BoxFuture<Result<Option<Self::Data>>> {
        drop(call);
        Box::pin(ready(Ok(None)))
    }

    /// How the ARN is found, as far as it is known by the data; `None` where that must be fetched first.
    fn arn_rule<'a>(&'a self, data: Option<&'a Self::Data>) -> Option<ArnRule<'a>>;

    /// The ARN that AWS returned in the data, where it does that.
    fn arn_in(data: &Self::Data) -> Option<&str> {
        _ = data;
        None
    }

    /// The ARN that AWS returned in the summary, where it does that.
    fn arn_in_summary(summary: &Self::Summary) -> Option<&str> {
        _ = summary;
        None
    }

    /// How it is tagged, if it can be.
    fn tagging(&self) -> Option<&dyn Tagging> {
        None
    }
}

/// How an ARN is found.
pub enum ArnRule<'a> {
    /// It is this.
    Is(&'a str),
    /// It is put together.
    Built {
        /// The service.
        service: &'static str,
        /// The region.
        region: Segment<'a>,
        /// The account.
        account: Segment<'a>,
        /// The resource part.
        resource: Cow<'a, str>,
        /// What is replaced in the finished text, and by what.
        replace: (&'static str, &'static str),
    },
    /// The member of the data that holds it, or a part of it, isn't there.
    Missing(&'static str),
    /// There is none, for this reason.
    None(&'static str),
}

impl ArnRule<'_> {
    /// Whether the session's account is part of it.
    pub(crate) fn needs_account(&self) -> bool {
        matches!(self, Self::Built { account: Segment::Session, .. })
    }
}

/// What a member of the data names: some services name nothing by an empty text.
pub fn named<T: AsRef<str>>(identifier: Option<T>) -> Option<T> {
    identifier.filter(|identifier| !identifier.as_ref().is_empty())
}

/// An identifier without the prefix that AWS sometimes writes before it.
pub fn trimmed(identifier: impl Into<SmolStr>, prefix: &str) -> SmolStr {
    let identifier = identifier.into();
    identifier.strip_prefix(prefix).map(SmolStr::from).unwrap_or(identifier)
}

/// A DNS name as Route 53 writes it: in lower case, with a dot at its end, and what isn't a letter, digit, hyphen,
/// underscore or dot as `\ooo`, its octal code
/// (<https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DomainNameFormat.html>).
pub fn dns_name(name: impl Into<SmolStr>) -> SmolStr {
    let name = name.into();
    let mut canonical = String::with_capacity(name.len() + 1);
    for byte in name.bytes() {
        match byte {
            // A backslash begins a code that is written already.
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'\\' => canonical.push(char::from(byte)),
            b'A'..=b'Z' => canonical.push(char::from(byte.to_ascii_lowercase())),
            other => canonical += &format!("\\{other:03o}"),
        }
    }
    if !canonical.ends_with('.') {
        canonical.push('.');
    }
    canonical.into()
}

/// What every generated resource is made of its core by.
#[doc(hidden)]
#[macro_export]
macro_rules! resource {
    ($name:ident) => {
        impl $crate::generated::Parent for $name {}

        impl $name {
            pub(super) fn of(scope: &$crate::generated::Scope<Client>, identifiers: Identifiers) -> Self {
                Self($crate::generated::Core::new(scope, identifiers))
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::dns_name;

    #[test]
    fn a_dns_name_has_one_spelling() {
        for (written, canonical) in [
            ("www.Example.com", "www.example.com."),
            ("www.example.com.", "www.example.com."),
            ("*.example.com", "\\052.example.com."),
            ("\\052.example.com.", "\\052.example.com."),
            ("0/25.2.0.192.in-addr.arpa", "0\\05725.2.0.192.in-addr.arpa."),
            ("_dmarc.example.com", "_dmarc.example.com."),
            ("", "."),
        ] {
            assert_eq!(dns_name(written), canonical);
        }
    }
}
