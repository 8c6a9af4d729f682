using System.Reflection;
using System.Runtime.Serialization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>Which properties of a class are stored, and under which names.</summary>
internal static class PropertyMap
{
    // Reached through the interface, whatever the class makes of them.
    private static readonly HashSet<string> SystemNames =
        [nameof(ITableEntity.PartitionKey), nameof(ITableEntity.RowKey), nameof(ITableEntity.Timestamp), nameof(ITableEntity.ETag)];

    public static bool IsStored(PropertyInfo property) =>
        !SystemNames.Contains(property.Name) && property.GetIndexParameters().Length == 0 && !property.IsDefined(typeof(IgnoreDataMemberAttribute));

    public static string NameOf(MemberInfo member) => member.GetCustomAttribute<DataMemberAttribute>() is { Name: { } name } ? name : member.Name;
}

/// <summary>One stored property of a class.</summary>
internal abstract class PropertyMap<T>(string name) where T : class
{
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    public abstract bool CanWrite { get; }

    public abstract void Write(T entity, EntityWriter writer);

    public abstract void Read(T entity, ref Utf8JsonReader reader);

    public static PropertyMap<T> For(PropertyInfo property)
    {
        string name = PropertyMap.NameOf(property);
        EntityRules.CheckName(name);
        object codec = Codecs.For(property.PropertyType)
            ?? throw new NotSupportedException(
                $"{typeof(T).Name}.{property.Name} has a type that a table cannot store ({property.PropertyType.Name}): mark it [IgnoreDataMember]");
        return (PropertyMap<T>)EntityMaps.Construct(typeof(PropertyMap<,>).MakeGenericType(typeof(T), property.PropertyType), name, property, codec);
    }
}

/// <summary>One stored property with the type of its value.</summary>
internal sealed class PropertyMap<T, TValue>(string name, PropertyInfo property, Codec<TValue> codec) : PropertyMap<T>(name) where T : class
{
    private readonly string name = name;
    private readonly Func<T, TValue>? get = property.GetMethod?.CreateDelegate<Func<T, TValue>>();
    private readonly Action<T, TValue>? set = property.SetMethod?.CreateDelegate<Action<T, TValue>>();

    public override bool CanWrite => set is not null;

    public override void Write(T entity, EntityWriter writer)
    {
        if (get is null) return;
        TValue value = get(entity);
        // The service does not store nulls and ignores them in a merge.
        if (value is not null) codec.Write(writer, name, value);
    }

    public override void Read(T entity, ref Utf8JsonReader reader) =>
        set!(entity, reader.TokenType == JsonTokenType.Null ? default! : codec.Read(ref reader));
}
