using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>The maps of the entity classes met so far, each built once.</summary>
internal sealed class EntityMaps
{
    private readonly ConcurrentDictionary<Type, EntityMap> maps = new();

    /// <exception cref="NotSupportedException">A property of the class has a type that the service cannot store.</exception>
    public EntityMap For(Type type) => maps.GetOrAdd(type, Create);

    /// <exception cref="NotSupportedException">A property of the class has a type that the service cannot store.</exception>
    public EntityMap<T> For<T>() where T : class, ITableEntity => (EntityMap<T>)For(typeof(T));

    private static EntityMap Create(Type type)
    {
        if (type == typeof(TableEntity)) return new TableEntityMap();
        if (type.IsValueType) throw new NotSupportedException($"{type} must be a class");
        return (EntityMap)Activator.CreateInstance(typeof(ClassMap<>).MakeGenericType(type))!;
    }
}
