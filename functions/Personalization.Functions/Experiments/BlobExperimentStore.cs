using Azure.Storage.Blobs;
using Personalization.Experiments.Definitions;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Experiments;

/// <summary>The shop's experiments as the blob <c>experiments/definitions.json</c>.</summary>
internal sealed class BlobExperimentStore(BlobServiceClient blobs, TimeProvider time)
    : BlobIndexStore<ExperimentLine>(blobs, "experiments", "definitions.json", ExperimentCodec.Default.ImmutableSortedDictionaryStringExperimentLine, time), IExperimentStore;
