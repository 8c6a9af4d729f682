namespace Microsoft.DurableTask;

/// <summary>Turns inputs and outputs into text and back.</summary>
public abstract class DataConverter
{
    /// <summary>A value as text; null for null.</summary>
    public abstract string? Serialize(object? value);

    /// <summary>A value from text.</summary>
    public abstract object? Deserialize(string? data, Type targetType);

    /// <summary>A value from text.</summary>
    public virtual T? Deserialize<T>(string? data) => (T?)Deserialize(data, typeof(T));
}
