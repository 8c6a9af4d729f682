using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Personalization.LocalHost.Hosting;

/// <summary>A function's definition as middleware sees it.</summary>
internal sealed class ReflectedDefinition(FunctionDescriptor function) : FunctionDefinition
{
    private readonly Lazy<IImmutableDictionary<string, BindingMetadata>> inputs = new(() => Inputs(function));
    private readonly Lazy<IImmutableDictionary<string, BindingMetadata>> outputs = new(() => Outputs(function));

    public override ImmutableArray<FunctionParameter> Parameters =>
        [.. function.Method.GetParameters().Select(parameter => new FunctionParameter(parameter.Name!, parameter.ParameterType))];

    public override string PathToAssembly => function.DeclaringType.Assembly.Location;

    public override string EntryPoint => $"{function.DeclaringType.FullName}.{function.Method.Name}";

    // The name is unique in the app, so it is an id that survives restarts.
    public override string Id => function.Name;

    public override string Name => function.Name;

    public override IImmutableDictionary<string, BindingMetadata> InputBindings => inputs.Value;

    public override IImmutableDictionary<string, BindingMetadata> OutputBindings => outputs.Value;

    private static ImmutableDictionary<string, BindingMetadata> Inputs(FunctionDescriptor function) => Bindings(
        function.Method.GetParameters().Select(parameter => (parameter.Name!, parameter.GetCustomAttribute<BindingAttribute>())), BindingDirection.In);

    private static ImmutableDictionary<string, BindingMetadata> Outputs(FunctionDescriptor function)
    {
        Type? result = ReturnReader.ValueType(function.Method.ReturnType);
        IEnumerable<(string, BindingAttribute?)> own = [("$return", function.Method.GetCustomAttribute<OutputBindingAttribute>())];
        IEnumerable<(string, BindingAttribute?)> parts =
            (result?.GetProperties() ?? []).Select(property => (property.Name, (BindingAttribute?)property.GetCustomAttribute<OutputBindingAttribute>()));
        return Bindings(own.Concat(parts), BindingDirection.Out);
    }

    private static ImmutableDictionary<string, BindingMetadata> Bindings(IEnumerable<(string Name, BindingAttribute? Attribute)> bindings, BindingDirection direction) =>
        bindings.Where(binding => binding.Attribute is not null)
            .ToImmutableDictionary(binding => binding.Name, BindingMetadata (binding) => new Binding(binding.Name, Kind(binding.Attribute!.GetType()), direction));

    private static string Kind(Type attribute)
    {
        if (attribute == typeof(HttpResultAttribute)) return "http";
        string name = attribute.Name[..^nameof(Attribute).Length];
        if (name.EndsWith("Output", StringComparison.Ordinal)) name = name[..^"Output".Length];
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    private sealed class Binding(string name, string type, BindingDirection direction) : BindingMetadata
    {
        public override string Name => name;

        public override string Type => type;

        public override BindingDirection Direction => direction;
    }
}
