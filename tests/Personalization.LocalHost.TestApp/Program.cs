using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Personalization.LocalHost;
using Personalization.LocalHost.TestApp;

FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
// Found by default: the public functions of this assembly. The broken ones and the durable ones only when a test asks for them.
if (builder.Configuration["TestApp:Broken"] == "true")
    builder.Services.Configure<LocalHostOptions>(options => options.FunctionTypes = [typeof(SoundFunctions), typeof(BrokenFunctions)]);
if (builder.Configuration["TestApp:Durable"] == "true")
    builder.Services.Configure<LocalHostOptions>(options => options.FunctionTypes = [typeof(LedgerFunctions)]);
builder.Services.AddOptions<LocalHostOptions>().Validate(_ => builder.Configuration["TestApp:Invalid"] != "true", "TestApp:Invalid must not be true.").ValidateOnStart();
await builder.Build().RunAsync();
