//! What a scenario is played with: a cache of credentials, ours or the SDK's.

use std::{error::Error, pin::Pin, time::Duration};

use crate::{scenario::Given, sts::Sts};

/// Which credentials a caller got, by their number in the order in which STS gave them out; or the error's text.
pub(crate) type Got = Result<u32, String>;
pub(crate) type Getting = Pin<Box<dyn Future<Output = Got> + Send>>;

pub(crate) trait Subject {
    fn get(&self) -> Getting;

    /// A service said that it doesn't take the credentials of this access key.
    fn invalidate(&self, access_key_id: &str);

    /// How many seconds before expiry refreshing begins.
    fn window(&self) -> Option<u64>;
}

/// Makes a subject over this STS.
pub(crate) type Make = fn(&Sts, &Given) -> Box<dyn Subject>;

/// The number at the end of an access key.
pub(crate) fn number(key: &str) -> u32 {
    key.rsplit_once('-').and_then(|(_, number)| number.parse().ok()).unwrap_or_else(|| panic!("not ours: {key}"))
}

pub(crate) fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// The texts of an error and all its causes.
pub(crate) fn whole_text(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
