using Microsoft.Extensions.Hosting;
using Personalization.Functions;

await App.CreateBuilder(args).Build().RunAsync();
