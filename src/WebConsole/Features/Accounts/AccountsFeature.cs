using WebConsole.Features.Accounts.Commands;

namespace WebConsole.Features.Accounts;

internal static class AccountsFeature
{
    public static void AddAccountsFeature(this IServiceCollection services) => services.AddSingleton<EndSession>();
}
