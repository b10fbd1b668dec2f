using WebConsole.Features.Accounts.Commands;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Accounts;

internal static class AccountsFeature
{
    public static void AddAccountsFeature(this IServiceCollection services) =>
        services.AddSingleton(provider => EndSession.AsAction(provider.GetRequiredService<SessionRegistry>()));
}
