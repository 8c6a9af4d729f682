namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Whether a trigger hands over one item or a batch.</summary>
public enum Cardinality
{
    /// <summary>A batch.</summary>
    Many = 0,

    /// <summary>One item.</summary>
    One = 1,
}

/// <summary>A trigger that can hand over one item or a batch.</summary>
public interface ISupportCardinality
{
    /// <summary>One item or a batch.</summary>
    Cardinality Cardinality { get; set; }
}
