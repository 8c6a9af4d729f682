using Azure.Storage.Blobs;
using Personalization.Experiences.Definitions;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Experiences;

/// <summary>The shop's experiences as the blob <c>experiences/definitions.json</c>.</summary>
internal sealed class BlobExperienceStore(BlobServiceClient blobs, TimeProvider time)
    : BlobIndexStore<ExperienceLine>(blobs, "experiences", "definitions.json", ExperienceCodec.Default.ImmutableSortedDictionaryStringExperienceLine, time), IExperienceStore;
