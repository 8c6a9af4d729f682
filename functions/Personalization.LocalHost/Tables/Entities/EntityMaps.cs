using System.Collections.Concurrent;
using System.Reflection;
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

    /// <summary>Constructs an object of a type made at run time; what its constructor throws comes out as it is.</summary>
    public static object Construct(Type type, params object[] arguments) =>
        Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, arguments, null)!;

    private static EntityMap Create(Type type)
    {
        if (type == typeof(TableEntity)) return new TableEntityMap();
        if (type.IsValueType) throw new NotSupportedException($"{type} must be a class");
        return (EntityMap)Construct(typeof(ClassMap<>).MakeGenericType(type));
    }
}
