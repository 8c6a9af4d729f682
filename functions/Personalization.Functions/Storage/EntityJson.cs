using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;

namespace Personalization.Functions.Storage;

/// <summary>JSON in an entity, in parts of 60 KB: a binary property holds 64.</summary>
internal static class EntityJson
{
    private const int PartBytes = 60 * 1024;

    public static TableEntity With<T>(this TableEntity entity, T value, JsonTypeInfo<T> type)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        for (int part = 0; part * PartBytes < json.Length; part++) entity[$"Json{part}"] = json[(part * PartBytes)..Math.Min(json.Length, (part + 1) * PartBytes)];
        return entity;
    }

    public static T Json<T>(this TableEntity entity, JsonTypeInfo<T> type)
    {
        using MemoryStream json = new();
        for (int part = 0; entity.GetBinary($"Json{part}") is { } bytes; part++) json.Write(bytes);
        return JsonSerializer.Deserialize(json.GetBuffer().AsSpan(0, (int)json.Length), type) ?? throw new InvalidDataException("An entity holds no value");
    }
}
