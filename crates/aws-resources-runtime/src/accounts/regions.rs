//! The regions that an account may use, and those that have a service.

use aws_sdk_account::types::RegionOptStatus;
use futures_util::TryStreamExt as _;

use super::{Discoverer, services};
use crate::{
    Result, Session, call::Call, connect, error::ErrorKind, outputs::paginator, pages::Pages, partition::Partition,
};

/// How many regions the Account API may tell at once.
const REGIONS_PER_PAGE: i32 = 50;

/// Where AWS's list of services can be read
/// (<https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-global-infrastructure.html>).
const READABLE: [&str; 17] = [
    "ap-east-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-south-1",
    "ap-southeast-1",
    "ap-southeast-2",
    "ca-central-1",
    "eu-central-1",
    "eu-north-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

/// Available with the feature `accounts`.
impl Session {
    /// The regions that the session's account may use, by name: those that every account has, and those that somebody
    /// enabled in this one. A region that is just being enabled doesn't answer yet, and one that is being disabled no
    /// longer does for everyone: neither is among them.
    ///
    /// It is AWS's [`ListRegions`], which needs the IAM action `account:ListRegions`. The session's region doesn't
    /// matter: Account Management has one endpoint per partition, which the SDK finds.
    ///
    /// ```no_run
    /// # async fn example(session: aws_resources_runtime::Session) -> aws_resources_runtime::Result<()> {
    /// for region in session.enabled_regions().await? {
    ///     let session = session.region(region);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// What the call fails with.
    ///
    /// [`ListRegions`]: https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html
    pub async fn enabled_regions(&self) -> Result<Vec<String>> {
        use RegionOptStatus::{Enabled, EnabledByDefault};

        let call = Discoverer::call(self, "account", "ListRegions", None);
        let request = self.client("account", connect!(aws_sdk_account)).list_regions().max_results(REGIONS_PER_PAGE);
        let pages = request
            .region_opt_status_contains(Enabled)
            .region_opt_status_contains(EnabledByDefault)
            .into_paginator()
            .send();
        let named = {
            let call = call.clone();
            move |page: aws_sdk_account::operation::list_regions::ListRegionsOutput| {
                let regions = page.regions.unwrap_or_default().into_iter();
                let enabled = regions.filter(|it| matches!(it.region_opt_status, Some(Enabled | EnabledByDefault)));
                enabled.map(|region| call.required(region.region_name, "RegionName")).collect::<Vec<_>>()
            }
        };
        sorted(paginator(call, pages, |page| page.next_token()).items(named)).await
    }

    /// The regions of the session's partition that have a service, by name, in AWS's own list of them; empty where it
    /// is in none. `service` is boto3's name for it (`elbv2`) or the list's (`elb`).
    ///
    /// The list tells where AWS offers the service, not whether the account has the region enabled: see
    /// [`enabled_regions`](Self::enabled_regions). It is named after products, so that `elb` stands for both kinds of
    /// load balancers. A global service (IAM, Route 53) is in all regions.
    ///
    /// AWS keeps the list in [public parameters] of Systems Manager, in most of the regions that every account of the
    /// partition `aws` has; it is read in the session's region if that is one of them, else in us-east-1. The IAM
    /// actions are `ssm:GetParametersByPath` and `ssm:GetParameter`.
    ///
    /// ```no_run
    /// # async fn example(session: aws_resources_runtime::Session) -> aws_resources_runtime::Result<()> {
    /// let regions = session.available_regions("elbv2").await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when the list has no service of that name, and [`ErrorKind::Request`] when the session
    /// is in another partition than `aws`: China, GovCloud and the others can't read the list. Otherwise what the
    /// calls fail with.
    ///
    /// [public parameters]: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-global-infrastructure.html
    pub async fn available_regions(&self, service: &str) -> Result<Vec<String>> {
        let partition = Partition::of_region(self.region_name().unwrap_or_default());
        let here = self.region_name().filter(|region| READABLE.contains(region));
        let session = self.region(here.unwrap_or(partition.global_region()));
        let call = |operation| Discoverer::call(&session, "ssm", operation, Some(format!("service {service:?}")));
        let list = call("GetParametersByPath");
        if partition.name() != "aws" {
            let message = format!(
                "AWS's list of services can be read in the partition aws only, not in {partition}: \
                 name the regions, or take `Partition::regions`"
            );
            return Err(list.error(ErrorKind::Request, message));
        }
        if !is_name(service) {
            return Err(list.error(ErrorKind::Request, "the name of a service has letters, digits and hyphens only"));
        }

        let client = session.client("ssm", connect!(aws_sdk_ssm));
        let path = format!("/aws/service/global-infrastructure/services/{}", services::listed(service));
        let pages = client.get_parameters_by_path().path(format!("{path}/regions")).into_paginator().send();
        let values = {
            let call = list.clone();
            move |page: aws_sdk_ssm::operation::get_parameters_by_path::GetParametersByPathOutput| {
                let parameters = page.parameters.unwrap_or_default().into_iter();
                parameters.map(|parameter| call.required(parameter.value, "Value")).collect::<Vec<_>>()
            }
        };
        let mut regions = sorted(paginator(list, pages, |page| page.next_token()).items(values)).await?;
        if regions.is_empty() {
            known(&call("GetParameter"), &client, path).await?;
        }
        regions.retain(|region| Partition::of_region(region) == partition);
        Ok(regions)
    }
}

/// Whether the list has the service: the regions of one that it hasn't are none, without an error.
async fn known(call: &Call, client: &aws_sdk_ssm::Client, path: String) -> Result<()> {
    match call.send(client.get_parameter().name(path).send()).await {
        Err(error) if error.is_not_found() => {
            let message = "AWS's list of services has none of this name: see \
                           `aws ssm get-parameters-by-path --path /aws/service/global-infrastructure/services`";
            Err(call.error(ErrorKind::NotFound, message))
        }
        other => other.map(|_| ()),
    }
}

fn is_name(service: &str) -> bool {
    !service.is_empty() && service.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// All names of all pages, in order.
async fn sorted(mut pages: Pages<String>) -> Result<Vec<String>> {
    let mut names = Vec::new();
    while let Some(page) = pages.try_next().await? {
        for name in page {
            names.push(name?);
        }
    }
    names.sort();
    names.dedup();
    Ok(names)
}
