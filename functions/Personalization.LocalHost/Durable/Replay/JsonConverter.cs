using System.Text.Json;
using Microsoft.DurableTask;

namespace Personalization.LocalHost.Durable;

/// <summary>The worker's own form of inputs and outputs: JSON, names read whatever their letters' case.</summary>
internal sealed class JsonConverter : DataConverter
{
    public static readonly JsonConverter Instance = new();

    private static readonly JsonSerializerOptions Options = new() { IncludeFields = true, PropertyNameCaseInsensitive = true };

    public override string? Serialize(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);

    public override object? Deserialize(string? data, Type targetType) => data is null ? Default(targetType) : JsonSerializer.Deserialize(data, targetType, Options);

    private static object? Default(Type type) => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null;
}
