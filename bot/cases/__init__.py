"""Cases: what students need a person for. The core knows no database; ``bot.store`` keeps it."""
