namespace Microsoft.DurableTask;

/// <summary>The version of an orchestration.</summary>
/// <param name="version">The version; null and empty mean none.</param>
public readonly struct TaskVersion(string? version) : IEquatable<TaskVersion>
{
    /// <summary>No version.</summary>
    public static readonly TaskVersion Unversioned;

    private readonly string? version = version;

    /// <summary>The version as text; empty for none.</summary>
    public string Version => version ?? "";

    /// <summary>The version as text.</summary>
    public static implicit operator string(TaskVersion value) => value.Version;

    /// <summary>A version from text.</summary>
    public static implicit operator TaskVersion(string? value) => new(value);

    /// <summary>Equal whatever the letters' case.</summary>
    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    /// <summary>Different, letters' case apart.</summary>
    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => Version.Equals(other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Version.GetHashCode(StringComparison.OrdinalIgnoreCase);
}
