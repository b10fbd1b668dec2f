using WebConsole.Appliances.Confinement;
using WebConsole.Hosting;

return args is [ConfinedCommand.Argument, .. var command] ? ConfinedCommand.Run(command) : await WebConsoleProcess.RunAsync(args).ConfigureAwait(false);
