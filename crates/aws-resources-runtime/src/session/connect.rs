//! What the SDK's clients are made from.

use std::borrow::Cow;

use aws_smithy_runtime_api::client::interceptors::SharedInterceptor;
use aws_types::SdkConfig;

use super::{Owner, silent};
use crate::{credentials::rejections, handlers::Place};

/// What one service's client is made from: a configuration, and interceptors, which a configuration can't hold.
///
/// [`connect!`](crate::connect) does with it what mostly is wanted; a client that has settings of its own takes both. A
/// session keeps one client of each type, the first that is made.
///
/// ```no_run
/// use aws_resources_runtime::{Session, session::ClientSetup};
///
/// # fn example(session: &Session) {
/// let sts = session.client("sts", |setup: &ClientSetup<'_>| {
///     let mut config = aws_sdk_sts::config::Builder::from(setup.config()).use_fips(true);
///     config.set_interceptors(setup.interceptors()); // event handlers, and what is done about refused credentials
///     aws_sdk_sts::Client::from_conf(config.build())
/// });
/// # }
/// ```
pub struct ClientSetup<'a> {
    config: Cow<'a, SdkConfig>,
    interceptors: Vec<SharedInterceptor>,
}

impl<'a> ClientSetup<'a> {
    pub(super) fn new(config: &'a SdkConfig, owner: &Owner, service: &'static str) -> Self {
        let place =
            Place { account: owner.account.get().map(str::to_owned), region: config.region().map(ToString::to_string) };
        let handlers = owner.terms.events.interceptor(service, place);
        let rejections = owner.terms.reject.clone().map(rejections);
        let config = match (&owner.terms.limits, config.http_client(), config.region()) {
            (Some(limits), Some(client), Some(region)) => {
                let client = limits.client(client, &owner.identity.to_string(), region.as_ref(), service);
                Cow::Owned(config.to_builder().http_client(client).build())
            }
            _ => Cow::Borrowed(config),
        };
        // What answers a call comes first: handlers see what it answered. All are permanent: of others, the SDK looks
        // up at each hook whether they are disabled, which costs a call microseconds.
        let interceptors = owner.terms.interceptors.iter().cloned().chain([handlers]);
        let interceptors = interceptors.chain(rejections).chain(silent::interceptor(service));
        Self { config, interceptors: interceptors.collect() }
    }

    /// The configuration.
    pub fn config(&self) -> &SdkConfig {
        &self.config
    }

    /// The interceptors.
    pub fn interceptors(&self) -> impl Iterator<Item = SharedInterceptor> + '_ {
        self.interceptors.iter().cloned()
    }
}

/// The function that makes the client of an SDK crate, for [`Session::client`](crate::Session::client). The crate is
/// named as it is called in the code, and has to be among the dependencies.
///
/// ```no_run
/// use aws_resources_runtime::{Session, connect};
///
/// # fn example(session: &Session) {
/// let sts: aws_sdk_sts::Client = session.client("sts", connect!(aws_sdk_sts));
/// # }
/// ```
#[macro_export]
macro_rules! connect {
    ($sdk:ident) => {
        |setup: &$crate::generated::ClientSetup<'_>| {
            let mut config = $sdk::config::Builder::from(setup.config());
            config.set_interceptors(setup.interceptors());
            $sdk::Client::from_conf(config.build())
        }
    };
}
