using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Personalization.LocalHost.Hosting;

/// <summary>Finds the <c>[Function]</c> methods.</summary>
internal static class FunctionDiscovery
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <exception cref="HostStartupException">Two functions of one name, or a method whose trigger is not clear.</exception>
    public static IReadOnlyList<FunctionDescriptor> Find(IEnumerable<Type> types)
    {
        Dictionary<string, FunctionDescriptor> found = new(StringComparer.OrdinalIgnoreCase);
        foreach (Type type in types)
        {
            if (!type.IsClass || type.ContainsGenericParameters) continue;
            foreach (MethodInfo method in type.GetMethods(Declared))
            {
                if (!method.IsDefined(typeof(FunctionAttribute))) continue;
                FunctionDescriptor function = Describe(type, method);
                if (!found.TryAdd(function.Name, function))
                    throw new HostStartupException($"Function {found[function.Name].Name}: two methods have this name, {Place(found[function.Name])} and {Place(function)}");
            }
        }
        return [.. found.Values];
    }

    private static FunctionDescriptor Describe(Type type, MethodInfo method)
    {
        string name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        (ParameterInfo Parameter, TriggerBindingAttribute Trigger)[] triggers =
            [.. from parameter in method.GetParameters()
                let trigger = parameter.GetCustomAttribute<TriggerBindingAttribute>()
                where trigger is not null
                select (parameter, trigger)];
        return triggers.Length == 1
            ? new FunctionDescriptor(name, type, method, triggers[0].Parameter, triggers[0].Trigger)
            : throw new HostStartupException($"Function {name}: {type.FullName}.{method.Name} must have one trigger parameter, not {triggers.Length}");
    }

    private static string Place(FunctionDescriptor function) => $"{function.DeclaringType.FullName}.{function.Method.Name}";
}
