using WebConsole.Appliances.Confinement;
using WebConsole.Hosting;
using WebConsole.Hypervisor.Forwards;

return args switch
{
    [ConfinedCommand.Argument, .. var command] => ConfinedCommand.Run(command),
    [ForwardCommand.Argument, .. var command] => await ForwardCommand.RunAsync(command).ConfigureAwait(false),
    _ => await WebConsoleProcess.RunAsync(args).ConfigureAwait(false),
};
