using Personalization.Simulator.Commands;

await using StreamWriter output = new(Console.OpenStandardOutput()) { NewLine = "\n" };
return await SimulateCommand.RunAsync(args, output, Console.Error);
