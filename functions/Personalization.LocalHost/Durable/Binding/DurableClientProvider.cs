using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Durable;

/// <summary>Serves <see cref="DurableClientAttribute"/>.</summary>
internal sealed class DurableClientProvider(DurableHost host) : IInputProvider
{
    public Type AttributeType => typeof(DurableClientAttribute);

    public object? Bind(ParameterInfo parameter, InputBindingAttribute attribute) => host.Client;
}
