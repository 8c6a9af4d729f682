using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Personalization.Functions;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
// An analyzer of the worker looks for this call in this file.
builder.ConfigureFunctionsWebApplication();
builder.AddPersonalization();
await builder.Build().RunAsync();
