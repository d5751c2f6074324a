//! The names of events, and the patterns of handlers.

use std::fmt;

use crate::{
    Result,
    error::{Error, ErrorKind},
};

/// A moment of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    ProvideClientParams,
    BeforeParameterBuild,
    BeforeCall,
    RequestCreated,
    BeforeSign,
    BeforeSend,
    ResponseReceived,
    AfterCall,
    AfterCallError,
}

impl Stage {
    /// In the order of a call.
    pub(super) const ALL: [Self; 9] = [
        Self::ProvideClientParams,
        Self::BeforeParameterBuild,
        Self::BeforeCall,
        Self::RequestCreated,
        Self::BeforeSign,
        Self::BeforeSend,
        Self::ResponseReceived,
        Self::AfterCall,
        Self::AfterCallError,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::ProvideClientParams => "provide-client-params",
            Self::BeforeParameterBuild => "before-parameter-build",
            Self::BeforeCall => "before-call",
            Self::RequestCreated => "request-created",
            Self::BeforeSign => "before-sign",
            Self::BeforeSend => "before-send",
            Self::ResponseReceived => "response-received",
            Self::AfterCall => "after-call",
            Self::AfterCallError => "after-call-error",
        }
    }

    pub(super) const fn bit(self) -> u16 {
        1 << self as u16
    }

    /// Whether the service may have done what it was asked when this stage is reached.
    pub(super) const fn is_after_sending(self) -> bool {
        matches!(self, Self::ResponseReceived | Self::AfterCall | Self::AfterCallError)
    }
}

/// One event: a stage of one call.
pub(super) struct Name<'a> {
    pub(super) stage: Stage,
    /// boto3's name of the service.
    pub(super) service: &'static str,
    /// AWS's id of it (`Elastic Load Balancing v2`).
    pub(super) service_id: &'a str,
    pub(super) operation: &'a str,
}

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.stage.name(), self.service, self.operation)
    }
}

/// Which events a handler is for.
#[derive(Clone)]
pub(super) struct Pattern {
    text: String,
    /// `None` stands for any.
    stage: Option<Stage>,
    service: Part,
    operation: Part,
}

#[derive(Clone)]
enum Part {
    Any,
    Is(String),
    /// The pattern is shorter, and matches whatever is here.
    Absent,
}

impl Pattern {
    pub(super) fn parse(text: &str) -> Result<Self> {
        let refused = |why: String| Error::new(ErrorKind::InvalidEvent, format!("`{text}` is no event: {why}"));
        let mut parts = text.split('.');
        let stage = parts.next().unwrap_or_default();
        let service = Part::of(parts.next());
        let operation = Part::of(parts.next());
        if parts.next().is_some() {
            return Err(refused("a name is `<event>.<service>.<operation>`, or less".into()));
        }
        if let Part::Is(service) = &service
            && !is_service(service)
        {
            return Err(refused(format!("`{service}` is no service; say boto3's name for it, such as `rds`, or `*`")));
        }
        if let Part::Is(operation) = &operation
            && !is_operation(operation)
        {
            let why = format!("`{operation}` is no operation; say AWS's name for it, such as `StopDBInstance`, or `*`");
            return Err(refused(why));
        }
        let stage = match stage {
            "*" => None,
            name => match Stage::ALL.into_iter().find(|stage| stage.name() == name) {
                None => {
                    return Err(refused(format!(
                        "it begins with one of {}, or `*`",
                        Stage::ALL.map(Stage::name).join(", ")
                    )));
                }
                known => known,
            },
        };
        Ok(Self { text: text.to_owned(), stage, service, operation })
    }

    pub(super) fn matches(&self, name: &Name<'_>) -> bool {
        self.stage.is_none_or(|stage| stage == name.stage)
            && self.service.matches(|service| service == name.service || is_hyphenated(service, name.service_id))
            && self.operation.matches(|operation| operation == name.operation)
    }

    /// The place among all patterns that match one event: lower is called earlier.
    ///
    /// botocore walks a trie of parts and calls what it came by in the reverse order, which gives this one:
    /// <https://github.com/boto/botocore/blob/develop/botocore/hooks.py>.
    pub(super) fn order(&self) -> [u8; 3] {
        [u8::from(self.stage.is_some()), self.service.order(), self.operation.order()]
    }

    /// The stages that it matches, as their bits.
    pub(super) fn stages(&self) -> u16 {
        self.stage.map_or(u16::MAX, Stage::bit)
    }
}

impl Part {
    fn of(text: Option<&str>) -> Self {
        match text {
            None => Self::Absent,
            Some("*") => Self::Any,
            Some(text) => Self::Is(text.to_owned()),
        }
    }

    fn matches(&self, is: impl FnOnce(&str) -> bool) -> bool {
        match self {
            Self::Is(text) => is(text),
            Self::Any | Self::Absent => true,
        }
    }

    fn order(&self) -> u8 {
        match self {
            Self::Any => 0,
            Self::Is(_) => 1,
            Self::Absent => 2,
        }
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

/// Whether a service can have this name: all of boto3's are of these characters.
fn is_service(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty() && text.bytes().all(allowed)
}

/// Whether an operation can have this name: all of AWS's are of these characters.
fn is_operation(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether `text` is `id` in lower case with hyphens: botocore's own name for a service in events.
fn is_hyphenated(text: &str, id: &str) -> bool {
    let hyphenated = |byte: u8| if byte == b' ' { b'-' } else { byte.to_ascii_lowercase() };
    text.len() == id.len() && text.bytes().eq(id.bytes().map(hyphenated))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, stage: Stage) -> bool {
        let name = Name {
            stage,
            service: "elbv2",
            service_id: "Elastic Load Balancing v2",
            operation: "DescribeLoadBalancers",
        };
        Pattern::parse(pattern).expect("an event").matches(&name)
    }

    #[test]
    fn patterns_match_as_in_botocore() {
        for pattern in [
            "before-sign",
            "before-sign.elbv2",
            "before-sign.elastic-load-balancing-v2",
            "before-sign.elbv2.DescribeLoadBalancers",
            "before-sign.*",
            "before-sign.*.*",
            "before-sign.*.DescribeLoadBalancers",
            "before-sign.elbv2.*",
            "*",
            "*.elbv2",
            "*.*.DescribeLoadBalancers",
        ] {
            assert!(matches(pattern, Stage::BeforeSign), "{pattern}");
        }
        for pattern in [
            "before-send",
            "before-sign.elb",
            "before-sign.elastic-load-balancing",
            "before-sign.*.DescribeLoadBalancer",
            "*.elb",
            "*.*.DescribeTags",
        ] {
            assert!(!matches(pattern, Stage::BeforeSign), "{pattern}");
        }
        assert!(!matches("after-call", Stage::AfterCallError), "a prefix ends at a dot");
    }

    #[test]
    fn stages_are_told_apart_by_their_bits() {
        let bits = Stage::ALL.map(Stage::bit);
        assert_eq!(bits.iter().fold(0, |all, bit| all | bit).count_ones() as usize, Stage::ALL.len());
        for stage in Stage::ALL {
            assert_eq!(Pattern::parse(stage.name()).expect("an event").stages(), stage.bit());
        }
    }

    #[test]
    fn names_that_no_event_has_are_refused() {
        for (name, said) in [
            ("", "provide-client-params, before-parameter-build, before-call"),
            ("before-snd.rds", "before-send, response-received, after-call, after-call-error, or `*`"),
            ("Before-Sign", "before-sign"),
            ("needs-retry.rds", "it begins with one of"),
            ("before-call.", "`` is no service"),
            ("before-call.RDS", "`RDS` is no service; say boto3's name for it"),
            ("before-call.r*", "`r*` is no service"),
            ("before-call.rds.stop_db_instance", "`stop_db_instance` is no operation; say AWS's name for it"),
            ("before-call.rds.stopDBInstance", "no operation"),
            ("before-call.rds.Describe*", "no operation"),
            ("before-call.rds.", "`` is no operation"),
            ("before-call.rds.StopDBInstance.x", "`<event>.<service>.<operation>`"),
        ] {
            let error = Pattern::parse(name).err().unwrap_or_else(|| panic!("{name} was taken"));
            assert_eq!(error.kind(), ErrorKind::InvalidEvent);
            assert!(error.message().starts_with(&format!("`{name}` is no event: ")), "{error}");
            assert!(error.message().contains(said), "{error}");
        }
    }
}
