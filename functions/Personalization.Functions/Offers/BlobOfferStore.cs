using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Offers.Definitions;

namespace Personalization.Functions.Offers;

/// <summary>The shop's offers as the blob <c>offers/definitions.json</c>.</summary>
internal sealed class BlobOfferStore(BlobServiceClient blobs, TimeProvider time)
    : BlobIndexStore<OfferLine>(blobs, "offers", "definitions.json", OfferCodec.Default.ImmutableSortedDictionaryStringOfferLine, time), IOfferStore;
