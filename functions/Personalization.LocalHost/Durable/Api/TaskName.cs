namespace Microsoft.DurableTask;

/// <summary>The name of an orchestrator or an activity.</summary>
/// <param name="name">The function's name; null is the default, empty name.</param>
public readonly struct TaskName(string name) : IEquatable<TaskName>
{
    private readonly string? name = name;

    /// <summary>The name.</summary>
    public string Name => name ?? "";

    /// <summary>The name as text.</summary>
    public static implicit operator string(TaskName value) => value.Name;

    /// <summary>A name from text.</summary>
    public static implicit operator TaskName(string value) => new(value);

    /// <summary>Equal whatever the letters' case.</summary>
    public static bool operator ==(TaskName a, TaskName b) => a.Equals(b);

    /// <summary>Different, letters' case apart.</summary>
    public static bool operator !=(TaskName a, TaskName b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskName other) => Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskName other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
