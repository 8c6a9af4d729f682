using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Segments;

/// <summary>The shop's segments as the blob <c>segments/definitions.json</c>.</summary>
internal sealed class BlobSegmentStore(BlobServiceClient blobs, TimeProvider time)
    : BlobIndexStore<SegmentLine>(blobs, "segments", "definitions.json", SegmentCodec.Default.ImmutableSortedDictionaryStringSegmentLine, time), ISegmentStore;
