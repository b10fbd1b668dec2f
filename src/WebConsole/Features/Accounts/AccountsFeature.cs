using WebConsole.Features.Accounts.Commands;
using WebConsole.Features.Accounts.Keys;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Accounts;

internal static class AccountsFeature
{
    public static void AddAccountsFeature(this IServiceCollection services) =>
        services.AddSingleton(provider => EndSession.AsAction(provider.GetRequiredService<SessionRegistry>()));

    public static void MapAccountsFeature(this IEndpointRouteBuilder endpoints) => endpoints.MapAccountKeys();
}
