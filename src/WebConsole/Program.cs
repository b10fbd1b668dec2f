using WebConsole.Hosting;

await WebConsoleHost.Build(args).RunAsync().ConfigureAwait(false);
