using WebConsole.Hosting;

return await WebConsoleProcess.RunAsync(args).ConfigureAwait(false);
