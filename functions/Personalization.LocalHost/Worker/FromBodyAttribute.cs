using Microsoft.Azure.Functions.Worker.Converters;
using Personalization.LocalHost.Http;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>Binds a parameter to the request's JSON body.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromBodyAttribute() : InputConverterAttribute(typeof(BodyBinder));
