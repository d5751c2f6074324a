//! A resource's data, and what it names.

use std::sync::Arc;

use super::{Core, arn::returned_arn};
use crate::{Result, error::ErrorKind, fetch::Fetch, model::Model};

impl<R: Model> Core<R> {
    /// The data: what is there already, else one load that all callers share.
    pub fn data(&self) -> Fetch<'_, Arc<R::Data>> {
        match self.loaded() {
            Some(data) => Fetch::known(Ok(data)),
            None => self.absent_data(),
        }
    }

    /// The data, fetched again.
    pub fn reload(&self) -> Fetch<'_, Arc<R::Data>> {
        let state = self.state();
        Fetch::coming(state.loading.anew(|| state.slot().outdated, self.clone().request()))
    }

    /// What the data names: a reference.
    pub fn refer<T: 'static>(&self, named: fn(&R, &R::Data) -> Result<T>) -> Fetch<'_, T> {
        match self.loaded() {
            Some(data) => Fetch::known(named(&R::from_core(self.bare()), &data)),
            None => Fetch::coming(async move {
                let data = self.absent_data().await?;
                named(&R::from_core(self.bare()), &data)
            }),
        }
    }

    fn absent_data(&self) -> Fetch<'_, Arc<R::Data>> {
        if R::LOAD.is_none() {
            let message = "this resource has no data: AWS has no operation that loads it by its identifiers; \
                           take it from its collection";
            return Fetch::known(Err(self.error(ErrorKind::NoData, message)));
        }
        let state = self.state();
        Fetch::coming(state.loading.get(|| self.loaded(), || state.slot().outdated, self.clone().request()))
    }

    async fn request(self) -> Result<Arc<R::Data>> {
        let load = self.state().slot().begin_load();
        let call = self.call(R::LOAD.unwrap_or_default());
        let loading = R::from_core(self.clone()).load(call.clone());
        let loaded = loading.await.map_err(|error| error.or_not_found(R::NOT_FOUND))?;
        let data = loaded.map(Arc::new).ok_or_else(|| {
            call.error(ErrorKind::NotFound, format!("there is no such {}: the answer is empty", R::TYPE))
        })?;
        let arn = returned_arn::<R>(&data).or_else(|| self.built_arn(&data));
        let mut slot = self.state().slot();
        if slot.outdated < load {
            slot.outdated = load;
            if arn.is_some() {
                slot.arn = arn;
            }
            slot.data = Some(data.clone());
        }
        Ok(data)
    }
}
