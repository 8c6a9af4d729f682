using System.Runtime.Serialization;
using Azure;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tests.Tables;

internal enum Season
{
    Winter,
    Summer,
}

/// <summary>A row with one property of every type.</summary>
internal sealed class SampleEntity : ITableEntity
{
    public string PartitionKey { get; set; } = "";

    public string RowKey { get; set; } = "";

    public DateTimeOffset? Timestamp { get; set; }

    public ETag ETag { get; set; }

    public string? Text { get; set; }

    public bool Flag { get; set; }

    public int Small { get; set; }

    public long Large { get; set; }

    public double Real { get; set; }

    public Guid Id { get; set; }

    public DateTime Day { get; set; } = DateTime.UnixEpoch;

    public DateTimeOffset Moment { get; set; } = DateTimeOffset.UnixEpoch;

    public byte[]? Bytes { get; set; }

    public BinaryData? Data { get; set; }

    public Season Season { get; set; }

    public int? MaybeSmall { get; set; }

    public Season? MaybeSeason { get; set; }

    [DataMember(Name = "renamed")]
    public string? Original { get; set; }

    [IgnoreDataMember]
    public string? Ignored { get; set; }
}
